package lanewise.data;

import static lanewise.testing.Refusals.assertRefused;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arguments of {@link FeatureGroup}. */
class FeatureGroupTest {

    @Test
    void acceptsTheLargestRange() {
        FeatureGroup group = new FeatureGroup("a", 1, Integer.MAX_VALUE - 1);
        assertEquals(Integer.MAX_VALUE, group.first() + group.count());
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0", "0, -1", "2, 2147483646"})
    void rejectsOtherRanges(int first, int count) {
        assertRefused(
                "group \"a\" of "
                        + count
                        + " features from "
                        + first
                        + ": expected at least 1 feature from 0 or more",
                () -> new FeatureGroup("a", first, count));
        assertThrows(NullPointerException.class, () -> new FeatureGroup(null, 0, 1));
    }
}
