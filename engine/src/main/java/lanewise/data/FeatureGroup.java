package lanewise.data;

import java.util.Objects;

/**
 * Neighbouring features that stand for one thing, such as those made of one column of a table.
 *
 * <pre>{@code
 * FeatureGroup petal = new FeatureGroup("petal", 2, 2);
 * System.out.println(train.featureNames().subList(petal.first(), petal.first() + petal.count()));
 * }</pre>
 *
 * @param name the name, such as that of the column
 * @param first index of the first feature, at least 0
 * @param count number of features, at least 1
 */
public record FeatureGroup(String name, int first, int count) {

    /**
     * Checks the parts.
     *
     * @throws NullPointerException if {@code name} is null
     * @throws IllegalArgumentException if a number is out of range
     */
    public FeatureGroup {
        Objects.requireNonNull(name, "name must not be null");
        if (first < 0 || count < 1 || first > Integer.MAX_VALUE - count) {
            throw new IllegalArgumentException(
                    "group "
                            + QuotedText.of(name)
                            + " of "
                            + count
                            + " features from "
                            + first
                            + ": expected at least 1 feature from 0 or more");
        }
    }
}
