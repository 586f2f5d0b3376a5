package lanewise.benchmarks.report.html.svg;

/** Whose figure a mark is: told apart by colour and, without colour, by shape. */
public enum Series {
    /** The control. */
    TEXTBOOK("textbook", "M-4.5-4.5H4.5V4.5H-4.5Z"),
    /** The scalar kernels. */
    SCALAR("scalar", "M0-6 5.5 4.5H-5.5Z"),
    /** The vector kernels. */
    VECTOR("vector", "M5 0A5 5 0 1 1-5 0A5 5 0 1 1 5 0Z"),
    /** The kernels made for one network. */
    SPECIALISED("specialised", "M0 6-5.5-4.5H5.5Z"),
    /** What others have written. */
    PEER("peer", "M0-6.5 6.5 0 0 6.5-6.5 0Z");

    private final String style;
    private final String outline;

    Series(String style, String outline) {
        this.style = style;
        this.outline = outline;
    }

    /** The series of a tier of ours, of the textbook, or of anything else: a peer. */
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
