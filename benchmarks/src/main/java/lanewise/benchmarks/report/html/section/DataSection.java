package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.DataTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Section on reading files and preparing their columns. */
public final class DataSection {
    private DataSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section; empty if nothing for it was measured
     */
    public static Optional<Section> of(List<Measurement> measurements) {
        List<Node> tables = new ArrayList<>();
        DataTable.ofReading(measurements).map(Tables::open).ifPresent(tables::add);
        DataTable.ofPreparation(measurements).map(Tables::open).ifPresent(tables::add);
        return tables.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section("data", "Files and tables", tables));
    }
}
