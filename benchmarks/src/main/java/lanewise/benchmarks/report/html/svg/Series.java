package lanewise.benchmarks.report.html.svg;

import java.util.List;

/** Series of marks, distinguished by colour and by shape. */
public enum Series {
    /** The control. */
    TEXTBOOK("textbook", "M-4.5-4.5H4.5V4.5H-4.5Z"),
    /** The scalar kernels. */
    SCALAR("scalar", "M0-6 5.5 4.5H-5.5Z"),
    /** The vector kernels. */
    VECTOR("vector", "M5 0A5 5 0 1 1-5 0A5 5 0 1 1 5 0Z"),
    /** The specialised kernels. */
    SPECIALISED("specialised", "M0 6-5.5-4.5H5.5Z"),
    /** Other libraries. */
    PEER("peer", "M0-6.5 6.5 0 0 6.5-6.5 0Z"),
    /** A further class. */
    VIOLET("violet", "M-5.5 0 0-6.5 5.5 0 3.5 5.5H-3.5Z"),
    /** A further class. */
    OCHRE("ochre", "M-2-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z");

    /** All series, those that are easiest to distinguish first. */
    public static final List<Series> DISTINCT =
            List.of(VECTOR, SPECIALISED, PEER, VIOLET, TEXTBOOK, OCHRE);

    private final String style;
    private final String outline;

    Series(String style, String outline) {
        this.style = style;
        this.outline = outline;
    }

    /**
     * The series of an implementation.
     *
     * @param implementation one of our tiers, the textbook, or anything else for a peer
     * @return the series
     */
    public static Series of(String implementation) {
        for (Series series : values()) {
            if (series.style.equals(implementation)) {
                return series;
            }
        }
        return PEER;
    }

    /** The class in the style sheet. */
    String style() {
        return style;
    }

    /** The path of a mark around the origin, about ten pixels wide. */
    String outline() {
        return outline;
    }
}
