package lanewise.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.testing.ReferenceFiles;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The public API of the engine is the one listed in {@code engine/public-api.txt}. */
class PublicApiTest {
    private static final Path LIST = ReferenceFiles.repository().resolve("engine/public-api.txt");

    private static final String REWRITE =
            "mvn -pl engine test-compile surefire:test@default-test -Dtest=PublicApiTest"
                    + " -Dlanewise.writePublicApi=true";

    private final List<Class<?>> types = PublicApi.types();

    @Test
    void matchesTheListing() throws IOException {
        List<String> now = new ArrayList<>();
        now.add("# The public API of the engine. To accept a change, run");
        now.add("# " + REWRITE);
        now.addAll(ApiListing.of(PublicApi.module(), types));
        if (Boolean.getBoolean("lanewise.writePublicApi")) {
            Files.write(LIST, now);
        }
        List<String> listed = Files.readAllLines(LIST);
        assertEquals(
                "",
                difference(listed, now),
                "the public API differs from "
                        + LIST
                        + "; if this is intended, run\n"
                        + REWRITE
                        + "\n");
        assertEquals(listed, now, "the order of lines: run " + REWRITE);
    }

    @Test
    void simpleNamesAreUnique() {
        Set<String> names = new HashSet<>();
        for (Class<?> type : types) {
            assertTrue(names.add(Signatures.name(type)), type + " shares its name with another");
        }
    }

    /** A type would otherwise have public members that the listing lacks. */
    @Test
    void publicTypesHaveNoHiddenParents() {
        for (Class<?> type : types) {
            List<Class<?>> parents = new ArrayList<>(List.of(type.getInterfaces()));
            parents.add(type.getSuperclass() == null ? Object.class : type.getSuperclass());
            for (Class<?> parent : parents) {
                assertTrue(
                        types.contains(parent) || parent.getName().startsWith("java."),
                        type + " has the parent " + parent);
            }
        }
    }

    /** Models have a file format; Java's serialization is for the exceptions that inherit it. */
    @Test
    void onlyExceptionsAndEnumsAreSerializable() {
        for (Class<?> type : types) {
            assertEquals(
                    Throwable.class.isAssignableFrom(type) || type.isEnum(),
                    Serializable.class.isAssignableFrom(type),
                    type.toString());
            for (Method method : type.getDeclaredMethods()) {
                assertFalse(
                        Set.of("writeReplace", "readResolve").contains(method.getName()),
                        method + ": no serial proxies");
            }
        }
    }

    private static String difference(List<String> listed, List<String> now) {
        List<String> difference = new ArrayList<>();
        listed.stream()
                .filter(line -> !now.contains(line))
                .forEach(line -> difference.add("- " + line.strip()));
        now.stream()
                .filter(line -> !listed.contains(line))
                .forEach(line -> difference.add("+ " + line.strip()));
        return String.join("\n", difference);
    }
}
