package lanewise.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * No method takes or returns null, as documented in the exported packages. Each public constructor
 * and method is called with null for each argument and each element of an argument in turn, with
 * all others valid, and once with only valid arguments.
 *
 * <p>Excluded are {@code equals}, the methods that the compiler adds to an enum, and the methods of
 * interfaces that are not sealed, which callers implement; the engine passes no null to them.
 */
class NullnessTest {
    private static final String STATEMENT = "No method takes or returns null";

    /** The second form is that of packages not yet rewritten. */
    private static final String NULL_MESSAGE = "( must not be null.*| is null: expected .+)";

    @TempDir private Path folder;
    private ApiSamples samples;
    private final List<String> problems = new ArrayList<>();
    private int cases;

    @BeforeEach
    void prepare() {
        samples = new ApiSamples(folder);
    }

    @Test
    void everyPackageDocumentsIt() throws IOException {
        for (String name : PublicApi.packages()) {
            Path info = PublicApi.sources().resolve(name.replace('.', '/') + "/package-info.java");
            assertTrue(Files.readString(info).contains(STATEMENT), info + ": " + STATEMENT);
        }
    }

    @Test
    void rejectsNullWithTheNameOfTheParameter() throws Exception {
        for (Executable call : calls()) {
            List<String> names = Signatures.parameters(call);
            for (int k = 0; k < names.size(); k++) {
                if (!call.getParameterTypes()[k].isPrimitive()) {
                    requireRejected(call, k, null, Pattern.quote(names.get(k)) + NULL_MESSAGE);
                    boolean mayMiss = call.getParameterTypes()[k] == Object[].class;
                    if (mayMiss) {
                        continue; // the values of a record, of which some may be missing
                    }
                    for (Object copy : withNullElements(samples.arguments(call, names)[k])) {
                        requireRejected(call, k, copy, ".+" + NULL_MESSAGE);
                    }
                }
            }
        }
        assertEquals("", String.join("\n", problems));
        assertTrue(cases > 100, cases + " cases");
    }

    @Test
    void neverReturnsNull() throws Exception {
        for (Executable call : calls()) {
            if (call instanceof Method method && !method.getReturnType().isPrimitive()) {
                cases++;
                Object[] arguments = samples.arguments(call, Signatures.parameters(call));
                if (hasNull(method.invoke(receiver(call), arguments))) {
                    problems.add(call + " returned null");
                }
            }
        }
        assertEquals("", String.join("\n", problems));
        assertTrue(cases > 100, cases + " cases");
    }

    private static List<Executable> calls() {
        List<Executable> calls = new ArrayList<>();
        for (Class<?> type : PublicApi.types()) {
            calls.addAll(List.of(type.getConstructors()));
            Stream.of(type.getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers()))
                    .filter(method -> !method.isSynthetic() && !isExcluded(method))
                    .forEach(calls::add);
        }
        return calls;
    }

    private static boolean isExcluded(Method method) {
        Class<?> type = method.getDeclaringClass();
        boolean ofEnum = type.isEnum() && method.getName().equals("valueOf");
        boolean ofCallers = type.isInterface() && !type.isSealed();
        return method.getName().equals("equals")
                || ofEnum
                || ofCallers && !Modifier.isStatic(method.getModifiers());
    }

    private Object receiver(Executable call) throws Exception {
        return call instanceof Constructor || Modifier.isStatic(call.getModifiers())
                ? null
                : samples.receiver(call);
    }

    private void requireRejected(Executable call, int parameter, Object argument, String pattern)
            throws Exception {
        cases++;
        Object[] arguments = samples.arguments(call, Signatures.parameters(call));
        arguments[parameter] = argument;
        Object receiver = receiver(call);
        try {
            if (call instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                ((Method) call).invoke(receiver, arguments);
            }
            problems.add(call + " accepted null as argument " + parameter);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            String message = String.valueOf(thrown.getMessage());
            if (!(thrown instanceof NullPointerException) || !message.matches(pattern)) {
                problems.add(call + ": " + thrown + ", but expected \"" + pattern + "\"");
            }
        }
    }

    /** Returns copies of an array or list, each with null in place of one element. */
    private static List<Object> withNullElements(Object whole) {
        List<Object> copies = new ArrayList<>();
        if (whole instanceof List<?> list) {
            for (int k = 0; k < list.size(); k++) {
                List<Object> copy = new ArrayList<>(list);
                copy.set(k, null);
                copies.add(copy);
            }
        } else if (whole instanceof Object[] array) {
            for (int k = 0; k < array.length; k++) {
                Object[] copy = array.clone();
                copy[k] = null;
                copies.add(copy);
            }
        }
        return copies;
    }

    private static boolean hasNull(Object result) {
        return switch (result) {
            case null -> true;
            case Object[] array -> Arrays.stream(array).anyMatch(NullnessTest::hasNull);
            case Iterable<?> iterable when !(iterable instanceof Path) -> {
                boolean found = false;
                for (Object element : iterable) {
                    found |= hasNull(element);
                }
                yield found;
            }
            default -> false;
        };
    }
}
