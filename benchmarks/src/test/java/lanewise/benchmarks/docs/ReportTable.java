package lanewise.benchmarks.docs;

import lanewise.benchmarks.report.table.Table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The tables of a report, told apart by their first two columns. */
enum ReportTable {
    IRIS("Iris loop", 2, "µs", "implementation", "history"),
    PAIR("Iris loop beside C", 3, "", "beside C", "C control"),
    LOOPS("Trainings on digits", 3, "µs per step", "training", "network x batch"),
    PEERS("Peers", 1, "", "library", "iris µs"),
    REMARKS("Differences between peers", 1, "", "library", "what is not as in the engine"),
    COLD("Cold start", 1, "ms", "cold start", "ms"),
    STEPS("Training steps", 3, "µs", "network x rows", "tier"),
    SMALL_BATCHES("Training steps of small batches", 3, "µs", "small batch", "tier"),
    STEP_PAIR("Training steps beside C with OpenBLAS", 1, "", "network x rows", "µs"),
    MANY_MODELS("Models side by side", 1, "", "network x batch", "side by side ns"),
    MANY_TRAININGS("Restarts and searches", 3, "", "trainings", "way"),
    PREDICT("Prediction", 2, "µs", "network", "rows"),
    TAIL("Latency of single rows", 1, "", "network", "p50 µs"),
    PREDICTING_PEERS("Prediction by other libraries", 2, "", "predicting network", "rows"),
    PREDICTING_REMARKS(
            "Differences in prediction",
            1,
            "",
            "library",
            "what is not as in the engine's prediction"),
    READING("Reading CSV files", 2, "MB/s", "numbers", "read by"),
    PREPARATION("Preparation of tables", 2, "µs", "what is prepared", "how"),
    RECORDING("Cost of a recording", 2, "", "training", "recording"),
    GEMM("Matrix products beside OpenBLAS", 2, "ratio", "form", "size"),
    BANDWIDTH("Memory bandwidth", 2, "", "array", "KiB"),
    KERNELS("Kernels of dense layers", 2, "", "kernel", "layer x samples"),
    SWEEPS("Sweeps of recurrent layers", 2, "", "sweep of", "units x rows"),
    ELEMENTS("Elementwise kernels", 2, "", "elementwise kernel", "what and how many"),
    CONTROLS("Controls", 2, "", "more of the same", "from … to");

    private final String title;
    private final int keys;
    private final String figure;
    private final List<String> columns;

    ReportTable(String title, int keys, String figure, String... columns) {
        this.title = title;
        this.keys = keys;
        this.figure = figure;
        this.columns = List.of(columns);
    }

    /** The table with this name, such as {@code iris}. */
    static ReportTable named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Whether a table of a report is of any kind listed here. */
    static boolean isListed(Table table) {
        return Arrays.stream(values()).anyMatch(kind -> kind.matches(table));
    }

    /** Whether a line of Markdown is the header of any table listed here. */
    static boolean isHeader(String line) {
        List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
        return Arrays.stream(values())
                .anyMatch(kind -> cells.size() > 2 && cells.subList(1, 3).equals(kind.columns));
    }

    /** Whether a table of a report is of this kind. */
    boolean matches(Table table) {
        return table.header().subList(0, 2).equals(columns);
    }

    /** A heading. */
    String title() {
        return title;
    }

    /** The number of columns from the left that name a row. */
    int keys() {
        return keys;
    }

    /** The column that is compared between processors; empty if none is. */
    String figure() {
        return figure;
    }
}
