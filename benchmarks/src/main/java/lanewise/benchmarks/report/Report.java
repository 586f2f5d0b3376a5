package lanewise.benchmarks.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A run for people to read.
 *
 * @param machine where it was measured
 * @param measurements what was measured
 */
public record Report(Machine machine, List<Measurement> measurements) {
    /** Copies its arguments. */
    public Report {
        measurements = List.copyOf(measurements);
    }

    /**
     * The whole report.
     *
     * @return the machine and the tables, separated by blank lines
     */
    @Override
    public String toString() {
        Stream<String> tables =
                Stream.of(IrisTable.of(measurements), KernelTable.of(measurements))
                        .flatMap(Optional::stream)
                        .map(Table::toString);
        return Stream.concat(Stream.of(machine.describe()), tables)
                .collect(Collectors.joining("\n"));
    }
}
