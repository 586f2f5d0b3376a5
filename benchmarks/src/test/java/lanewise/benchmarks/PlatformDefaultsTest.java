package lanewise.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.benchmarks.cli.Train;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Executable;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * No class of both modules depends on the default locale, charset or time zone. A call depends on
 * them if the JDK has an overload that takes one of them as another argument, or if it is listed
 * here.
 */
class PlatformDefaultsTest {

    private static final Set<Class<?>> DEFAULTS = Set.of(Locale.class, Charset.class, ZoneId.class);

    /** Calls without such an overload that nevertheless depend on a default. */
    private static final Set<String> LISTED =
            Set.of(
                    "java.lang.String.formatted",
                    "java.nio.charset.Charset.defaultCharset",
                    "java.text.DecimalFormat.<init>",
                    "java.text.MessageFormat.format",
                    "java.time.Clock.systemDefaultZone",
                    "java.time.ZoneId.systemDefault",
                    "java.util.Calendar.getInstance",
                    "java.util.Locale.getDefault",
                    "java.util.TimeZone.getDefault");

    /** Their overloads without a charset always use UTF-8. */
    private static final Set<String> UTF_8 =
            Set.of(
                    "java.lang.foreign.Arena",
                    "java.lang.foreign.MemorySegment",
                    "java.nio.file.Files");

    @Test
    void noClassDependsOnAPlatformDefault() throws Exception {
        Set<String> found = new TreeSet<>();
        int classes = 0;
        for (Path folder : List.of(Path.of("../engine/target/classes"), folderOf(Train.class))) {
            for (Path file : classFiles(folder)) {
                classes++;
                find(ClassFile.of().parse(file), found);
            }
        }
        assertTrue(classes > 300, classes + " classes");
        assertEquals(
                "",
                String.join("\n", found),
                "pass Locale.ROOT, StandardCharsets.UTF_8 or ZoneOffset.UTC");
    }

    @Test
    void findsCallsAndMethodReferences() throws Exception {
        Set<String> found = new TreeSet<>();
        Path folder = folderOf(Careless.class);
        String name = Careless.class.getName().replace('.', '/') + ".class";
        find(ClassFile.of().parse(folder.resolve(name)), found);
        String prefix = Careless.class.getName() + ".careless calls java.";
        assertEquals(
                Set.of(
                        prefix + "lang.String.<init>",
                        prefix + "lang.String.format",
                        prefix + "lang.String.formatted",
                        prefix + "lang.String.getBytes",
                        prefix + "lang.String.toUpperCase",
                        prefix + "time.LocalDate.now",
                        prefix + "time.format.DateTimeFormatter.ofPattern"),
                found);
    }

    /** Depends on every kind of default, next to calls that do not. */
    private static final class Careless {
        static String careless(List<String> names) throws IOException {
            String upper = String.join(" ", names.stream().map(String::toUpperCase).toList());
            String number = String.format("%d", 1) + "%d".formatted(1);
            String harmless = String.format(Locale.ROOT, "%d", 1) + Files.readString(Path.of("x"));
            var date = java.time.format.DateTimeFormatter.ofPattern("yyyy");
            return upper
                    + number
                    + harmless
                    + new String(number.getBytes())
                    + java.time.LocalDate.now().format(date);
        }
    }

    private static Path folderOf(Class<?> member) throws URISyntaxException {
        return Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static List<Path> classFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    private static void find(ClassModel from, Set<String> found)
            throws ReflectiveOperationException {
        for (MethodModel method : from.methods()) {
            if (method.code().isEmpty()) {
                continue;
            }
            String caller =
                    from.thisClass().asInternalName().replace('/', '.')
                            + "."
                            + method.methodName().stringValue()
                            + " calls ";
            for (CodeElement element : method.code().get()) {
                if (element instanceof InvokeInstruction call) {
                    add(
                            caller,
                            call.owner().asInternalName(),
                            call.name().stringValue(),
                            call.typeSymbol(),
                            found);
                } else if (element instanceof InvokeDynamicInstruction call) {
                    for (ConstantDesc argument : call.bootstrapArgs()) {
                        if (argument instanceof DirectMethodHandleDesc reference
                                && reference.lookupDescriptor().startsWith("(")) { // no field
                            String owner = reference.owner().descriptorString();
                            add(
                                    caller,
                                    owner.substring(1, owner.length() - 1),
                                    reference.methodName(),
                                    MethodTypeDesc.ofDescriptor(reference.lookupDescriptor()),
                                    found);
                        }
                    }
                }
            }
        }
    }

    private static void add(
            String caller, String owner, String name, MethodTypeDesc type, Set<String> found)
            throws ReflectiveOperationException {
        String ownerName = owner.replace('/', '.');
        if (!ownerName.startsWith("java.") || UTF_8.contains(ownerName)) {
            return;
        }
        String callee = ownerName + "." + name;
        if (LISTED.contains(callee) || hasSaferOverload(Class.forName(ownerName), name, type)) {
            found.add(caller + callee);
        }
    }

    /** Whether an overload takes the same arguments and a locale, charset or time zone. */
    private static boolean hasSaferOverload(Class<?> owner, String name, MethodTypeDesc type) {
        List<String> passed =
                type.parameterList().stream()
                        .map(parameter -> parameter.descriptorString())
                        .toList();
        Executable[] overloads =
                name.equals("<init>") ? owner.getConstructors() : owner.getMethods();
        for (Executable overload : overloads) {
            if (!name.equals("<init>") && !overload.getName().equals(name)) {
                continue;
            }
            List<String> parameters = new ArrayList<>();
            boolean safer = false;
            for (Class<?> parameter : Arrays.asList(overload.getParameterTypes())) {
                if (!safer && DEFAULTS.contains(parameter)) {
                    safer = true;
                } else {
                    parameters.add(parameter.descriptorString());
                }
            }
            if (safer && parameters.equals(passed)) {
                return true;
            }
        }
        return false;
    }
}
