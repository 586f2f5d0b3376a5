package lanewise.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LocalVariableInfo;
import java.lang.classfile.attribute.LocalVariableTableAttribute;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;

/** Names of types, members and parameters as in the sources, without packages. */
final class Signatures {
    private Signatures() {}

    /** Returns a name such as {@code float[]} or {@code ModelFileException.Problem}. */
    static String name(Type type) {
        return withoutPackages(type.getTypeName());
    }

    /** Returns a name such as {@code Model.of}, or {@code Adam.new} for a constructor. */
    static String name(Executable call) {
        return name(call.getDeclaringClass())
                + "."
                + (call instanceof Constructor ? "new" : call.getName());
    }

    static String withoutPackages(String text) {
        return text.replace('$', '.').replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])", "");
    }

    /**
     * Returns parameter names from the debug information of a class. Abstract methods have none.
     */
    static List<String> parameters(Executable call) {
        Class<?>[] types = call.getParameterTypes();
        if (types.length == 0) {
            return List.of();
        }
        String[] names = new String[types.length];
        int slot = Modifier.isStatic(call.getModifiers()) ? 0 : 1;
        for (int k = 0; k < names.length; k++) {
            names[k] = variable(variables(call), slot, "parameter " + k);
            slot += types[k] == long.class || types[k] == double.class ? 2 : 1;
        }
        return List.of(names);
    }

    private static List<LocalVariableInfo> variables(Executable call) {
        String name = call instanceof Constructor ? "<init>" : call.getName();
        Class<?> returned = call instanceof Method method ? method.getReturnType() : void.class;
        String descriptor =
                MethodType.methodType(returned, call.getParameterTypes()).descriptorString();
        for (MethodModel method : model(call.getDeclaringClass()).methods()) {
            if (method.methodName().equalsString(name)
                    && method.methodType().equalsString(descriptor)) {
                return method.code()
                        .flatMap(code -> code.findAttribute(Attributes.localVariableTable()))
                        .map(LocalVariableTableAttribute::localVariables)
                        .orElse(List.of());
            }
        }
        throw new IllegalStateException("method not found in its class file: " + call);
    }

    private static String variable(List<LocalVariableInfo> variables, int slot, String otherwise) {
        return variables.stream()
                .filter(variable -> variable.slot() == slot && variable.startPc() == 0)
                .map(variable -> variable.name().stringValue())
                .findFirst()
                .orElse(otherwise);
    }

    private static ClassModel model(Class<?> type) {
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            return ClassFile.of().parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
