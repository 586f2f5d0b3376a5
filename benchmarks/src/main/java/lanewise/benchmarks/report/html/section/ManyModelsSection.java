package lanewise.benchmarks.report.html.section;

import lanewise.benchmarks.report.html.markup.Node;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.ManyModelsTable;
import lanewise.benchmarks.report.table.ManyTrainingsTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Section on training many models at once. */
public final class ManyModelsSection {
    private ManyModelsSection() {}

    /**
     * Creates the section.
     *
     * @param measurements any measurements
     * @return the section; empty if nothing for it was measured
     */
    public static Optional<Section> of(List<Measurement> measurements) {
        List<Node> tables = new ArrayList<>();
        ManyModelsTable.of(measurements).map(Tables::open).ifPresent(tables::add);
        ManyTrainingsTable.of(measurements).map(Tables::open).ifPresent(tables::add);
        return tables.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section("many-models", "Many models at once", tables));
    }
}
