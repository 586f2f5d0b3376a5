package lanewise.api;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public API as text: the module declaration, then each public type by package and name, with
 * one member per line. Names are without packages. Members that the compiler adds to records and
 * enums are omitted.
 */
final class ApiListing {
    private final List<String> lines = new ArrayList<>();

    private ApiListing() {}

    static List<String> of(ModuleDescriptor module, List<Class<?>> types) {
        ApiListing listing = new ApiListing();
        listing.module(module);
        String inPackage = "";
        for (Class<?> type : types) {
            if (!type.getPackageName().equals(inPackage)) {
                inPackage = type.getPackageName();
                listing.lines.add("");
                listing.lines.add("package " + inPackage);
            }
            listing.type(type);
        }
        return List.copyOf(listing.lines);
    }

    private void module(ModuleDescriptor module) {
        lines.add("module " + module.name());
        module.requires().stream()
                .sorted()
                .forEach(required -> lines.add("    requires " + text(required)));
        module.exports().stream()
                .sorted()
                .forEach(exported -> lines.add("    exports " + text(exported)));
        module.opens().stream().sorted().forEach(opened -> lines.add("    opens " + opened));
        module.uses().stream().sorted().forEach(used -> lines.add("    uses " + used));
        module.provides().stream()
                .sorted()
                .forEach(provided -> lines.add("    provides " + provided));
    }

    private static String text(Requires required) {
        String modifiers =
                required.modifiers().stream()
                        .map(modifier -> modifier.name().toLowerCase(Locale.ROOT) + " ")
                        .sorted()
                        .collect(Collectors.joining());
        return modifiers + required.name();
    }

    private static String text(Exports exported) {
        return exported.isQualified()
                ? exported.source() + " to " + String.join(", ", exported.targets())
                : exported.source();
    }

    private void type(Class<?> type) {
        lines.add("");
        lines.add(annotations(type) + declaration(type));
        if (type.isEnum()) {
            // In declaration order, which ordinal() and compareTo expose.
            for (Object constant : type.getEnumConstants()) {
                lines.add("    " + Signatures.name(type) + "." + ((Enum<?>) constant).name());
            }
        }
        members(type.getDeclaredFields(), ApiListing::field);
        members(type.getDeclaredConstructors(), ApiListing::call);
        members(type.getDeclaredMethods(), ApiListing::call);
    }

    private <M extends Member> void members(M[] members, Function<M, String> text) {
        Arrays.stream(members)
                .filter(member -> isAccessible(member) && !member.isSynthetic())
                .filter(member -> !isImplied(member))
                .sorted(Comparator.<M, String>comparing(Member::getName).thenComparing(text))
                .forEach(member -> lines.add("    " + text.apply(member)));
    }

    private static boolean isAccessible(Member member) {
        boolean extensible = !Modifier.isFinal(member.getDeclaringClass().getModifiers());
        return Modifier.isPublic(member.getModifiers())
                || extensible && Modifier.isProtected(member.getModifiers());
    }

    private static String declaration(Class<?> type) {
        StringBuilder text = new StringBuilder("public ");
        boolean plain = !type.isEnum() && !type.isRecord() && !type.isInterface();
        if (plain) {
            text.append(Modifier.isAbstract(type.getModifiers()) ? "abstract " : "");
            text.append(Modifier.isFinal(type.getModifiers()) ? "final " : "");
        }
        text.append(type.isSealed() && !type.isEnum() ? "sealed " : "");
        text.append(kind(type)).append(' ').append(Signatures.name(type));
        text.append(typeParameters(type));
        if (type.isRecord()) {
            text.append(
                    Arrays.stream(type.getRecordComponents())
                            .map(ApiListing::component)
                            .collect(Collectors.joining(", ", "(", ")")));
        }
        Type parent = type.getGenericSuperclass();
        if (plain && parent != Object.class) {
            text.append(" extends ").append(Signatures.name(parent));
        }
        text.append(
                list(
                        type.isInterface() ? " extends " : " implements ",
                        Arrays.stream(type.getGenericInterfaces()).map(Signatures::name)));
        if (type.isSealed() && !type.isEnum()) {
            text.append(
                    list(
                            " permits ",
                            Arrays.stream(type.getPermittedSubclasses()).map(Signatures::name)));
        }
        return text.toString();
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
    }

    private static String component(RecordComponent component) {
        return Signatures.name(component.getGenericType()) + " " + component.getName();
    }

    private static String field(Field field) {
        return annotations(field)
                + Modifier.toString(field.getModifiers())
                + " "
                + Signatures.name(field.getGenericType())
                + " "
                + Signatures.name(field.getDeclaringClass())
                + "."
                + field.getName()
                + value(field);
    }

    private static String value(Field field) {
        boolean constant = field.getType().isPrimitive() || field.getType() == String.class;
        if (!constant || !Modifier.isStatic(field.getModifiers())) {
            return "";
        }
        try {
            return " = " + field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String call(Executable call) {
        int modifiers =
                call.getModifiers()
                        & (Modifier.PUBLIC
                                | Modifier.PROTECTED
                                | Modifier.STATIC
                                | Modifier.ABSTRACT
                                | Modifier.FINAL);
        StringBuilder text = new StringBuilder(annotations(call));
        text.append(Modifier.toString(modifiers)).append(' ');
        String typeParameters = typeParameters(call);
        text.append(typeParameters.isEmpty() ? "" : typeParameters + " ");
        if (call instanceof Method method) {
            text.append(method.isDefault() ? "default " : "");
            text.append(Signatures.name(method.getGenericReturnType())).append(' ');
        }
        text.append(Signatures.name(call)).append('(').append(parameters(call)).append(')');
        text.append(
                list(
                        " throws ",
                        Arrays.stream(call.getGenericExceptionTypes()).map(Signatures::name)));
        return text.toString();
    }

    private static String parameters(Executable call) {
        String types =
                Arrays.stream(call.getGenericParameterTypes())
                        .map(Signatures::name)
                        .collect(Collectors.joining(", "));
        return call.isVarArgs() ? types.substring(0, types.length() - 2) + "..." : types;
    }

    private static String typeParameters(GenericDeclaration declaration) {
        return Arrays.stream(declaration.getTypeParameters())
                .map(ApiListing::typeParameter)
                .collect(Collectors.collectingAndThen(Collectors.toList(), ApiListing::inBrackets));
    }

    private static String typeParameter(TypeVariable<?> variable) {
        String bounds =
                Arrays.stream(variable.getBounds())
                        .filter(bound -> bound != Object.class)
                        .map(Signatures::name)
                        .collect(Collectors.joining(" & "));
        return variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
    }

    private static String inBrackets(List<String> parameters) {
        return parameters.isEmpty() ? "" : "<" + String.join(", ", parameters) + ">";
    }

    private static String list(String before, Stream<String> names) {
        String list = names.sorted().collect(Collectors.joining(", "));
        return list.isEmpty() ? "" : before + list;
    }

    private static String annotations(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
    }

    private static boolean isImplied(Member member) {
        Class<?> type = member.getDeclaringClass();
        if (type.isEnum()) {
            return member instanceof Field field && field.isEnumConstant()
                    || member.getName().equals("values")
                    || member.getName().equals("valueOf");
        }
        if (!type.isRecord()) {
            return false;
        }
        if (member instanceof Constructor<?> constructor) {
            return Arrays.equals(
                    constructor.getParameterTypes(),
                    Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray());
        }
        return member instanceof Method method
                && (Arrays.stream(type.getRecordComponents())
                                .anyMatch(component -> method.equals(component.getAccessor()))
                        || List.of("equals", "hashCode", "toString").contains(method.getName()));
    }
}
