package lanewise.internal.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.internal.pass.GradientStep;

import org.junit.jupiter.api.Test;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.TreeSet;

class ClassCopiesTest {

    /**
     * Without copies, everything works and tiers merely get slower: only this test would notice.
     */
    @Test
    void copiesReferToEachOther() {
        Constructor<?> constructor = ClassCopies.copy("Copied").orElseThrow();
        Class<?> copy = constructor.getDeclaringClass();
        assertEquals(GradientStep.class.getName() + "Copied", copy.getName());
        TreeSet<String> parts = new TreeSet<>();
        for (Field field : copy.getDeclaredFields()) {
            if (field.getType().getName().endsWith("Copied")) {
                parts.add(field.getType().getSimpleName());
            }
        }
        assertEquals("[BackpropagationCopied, UpdatePassCopied]", parts.toString());
    }
}
