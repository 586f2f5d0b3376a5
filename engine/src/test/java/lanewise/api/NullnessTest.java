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
 * No method takes or returns null, as the exported packages say: each public constructor and method
 * is called with null for every argument in turn, and for every element of it, the others being
 * valid, and with none.
 *
 * <p>Left out are {@code equals}, what the compiler adds to an enum, and the methods of an
 * interface that is not sealed: callers implement it, and the engine gives no null.
 */
class NullnessTest {
    private static final String STATEMENT = "No method takes or returns null";

    @TempDir private Path folder;
    private ApiSamples samples;
    private final List<String> problems = new ArrayList<>();
    private int cases;

    @BeforeEach
    void prepare() {
        samples = new ApiSamples(folder);
    }

    @Test
    void everyPackageSaysSo() throws IOException {
        for (String name : PublicApi.packages()) {
            Path info = PublicApi.sources().resolve(name.replace('.', '/') + "/package-info.java");
            assertTrue(Files.readString(info).contains(STATEMENT), info + ": " + STATEMENT);
        }
    }

    @Test
    void nullIsRefusedWithTheNameOfTheParameter() throws Exception {
        for (Executable call : calls()) {
            List<String> names = Signatures.parameters(call);
            for (int k = 0; k < names.size(); k++) {
                if (!call.getParameterTypes()[k].isPrimitive()) {
                    String refusal = Pattern.quote(names.get(k)) + " is null: expected .+";
                    requireRefused(call, k, null, refusal);
                    for (Object holed : holed(samples.arguments(call, names)[k])) {
                        requireRefused(call, k, holed, ".+ is null: expected .+");
                    }
                }
            }
        }
        assertEquals("", String.join("\n", problems));
        assertTrue(cases > 100, cases + " cases");
    }

    @Test
    void nothingReturnsNull() throws Exception {
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
                    .filter(method -> !method.isSynthetic() && !isLeftOut(method))
                    .forEach(calls::add);
        }
        return calls;
    }

    private static boolean isLeftOut(Method method) {
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
                : samples.of(call.getDeclaringClass());
    }

    private void requireRefused(Executable call, int parameter, Object argument, String refusal)
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
            problems.add(call + " took a null as argument " + parameter);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            String message = String.valueOf(thrown.getMessage());
            if (!(thrown instanceof NullPointerException) || !message.matches(refusal)) {
                problems.add(call + ": " + thrown + ", but expected \"" + refusal + "\"");
            }
        }
    }

    /** An array or a list again and again, each time with null instead of another element. */
    private static List<Object> holed(Object whole) {
        List<Object> holed = new ArrayList<>();
        if (whole instanceof List<?> list) {
            for (int k = 0; k < list.size(); k++) {
                List<Object> copy = new ArrayList<>(list);
                copy.set(k, null);
                holed.add(copy);
            }
        } else if (whole instanceof Object[] array) {
            for (int k = 0; k < array.length; k++) {
                Object[] copy = array.clone();
                copy[k] = null;
                holed.add(copy);
            }
        }
        return holed;
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
