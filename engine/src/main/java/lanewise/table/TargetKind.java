package lanewise.table;

/**
 * What a network predicts.
 *
 * <pre>{@code
 * TableSchema ages = TableSchema.detect(table).withTarget("age");
 * System.out.println(ages.targetKind() == TargetKind.NUMBERS); // prints true
 * }</pre>
 */
public enum TargetKind {
    /** One of several classes: one column of any kind. */
    CLASSES("classes"),
    /** One or several numbers: numeric columns. */
    NUMBERS("numbers"),
    /** Several labels, each of which applies or does not: boolean columns. */
    LABELS("labels");

    private final String text;

    TargetKind(String text) {
        this.text = text;
    }

    /** Returns the name in options and messages, such as {@code classes}. */
    @Override
    public String toString() {
        return text;
    }
}
