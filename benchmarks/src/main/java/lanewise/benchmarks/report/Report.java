package lanewise.benchmarks.report;

import lanewise.benchmarks.report.result.Machine;
import lanewise.benchmarks.report.result.Measurement;
import lanewise.benchmarks.report.table.BandwidthTable;
import lanewise.benchmarks.report.table.ColdTable;
import lanewise.benchmarks.report.table.ControlTable;
import lanewise.benchmarks.report.table.DataTable;
import lanewise.benchmarks.report.table.ElementTable;
import lanewise.benchmarks.report.table.GemmTable;
import lanewise.benchmarks.report.table.IrisTable;
import lanewise.benchmarks.report.table.KernelTable;
import lanewise.benchmarks.report.table.LoopTable;
import lanewise.benchmarks.report.table.ManyModelsTable;
import lanewise.benchmarks.report.table.ManyTrainingsTable;
import lanewise.benchmarks.report.table.PairTable;
import lanewise.benchmarks.report.table.PeerPredictTable;
import lanewise.benchmarks.report.table.PeerTable;
import lanewise.benchmarks.report.table.PredictTable;
import lanewise.benchmarks.report.table.RecordingTable;
import lanewise.benchmarks.report.table.StepPairTable;
import lanewise.benchmarks.report.table.StepTable;
import lanewise.benchmarks.report.table.SweepTable;
import lanewise.benchmarks.report.table.Table;
import lanewise.benchmarks.report.table.TailTable;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report of a session as text.
 *
 * @param machine the machine
 * @param measurements the measurements
 */
public record Report(Machine machine, List<Measurement> measurements) {
    /** Copies its arguments. */
    public Report {
        measurements = List.copyOf(measurements);
    }

    /**
     * Formats the report.
     *
     * @return the machine and the tables, separated by blank lines
     */
    @Override
    public String toString() {
        return Stream.concat(
                        Stream.of(machine.describe()),
                        tables(measurements).stream().map(Table::toString))
                .collect(Collectors.joining("\n"));
    }

    /**
     * The tables of some measurements.
     *
     * @param measurements the measurements
     * @return the tables that have rows
     */
    public static List<Table> tables(List<Measurement> measurements) {
        return Stream.of(
                        IrisTable.of(measurements),
                        PairTable.of(measurements),
                        LoopTable.of(measurements),
                        PeerTable.of(measurements),
                        PeerTable.remarks(measurements),
                        ColdTable.of(measurements),
                        StepTable.of(measurements),
                        StepTable.ofSmallBatches(measurements),
                        StepPairTable.of(measurements),
                        ManyModelsTable.of(measurements),
                        ManyTrainingsTable.of(measurements),
                        PredictTable.of(measurements),
                        TailTable.of(measurements),
                        PeerPredictTable.of(measurements),
                        PeerPredictTable.remarks(measurements),
                        RecordingTable.of(measurements),
                        DataTable.ofReading(measurements),
                        DataTable.ofPreparation(measurements),
                        GemmTable.of(measurements),
                        BandwidthTable.of(measurements),
                        KernelTable.of(measurements),
                        SweepTable.of(measurements),
                        ElementTable.of(measurements),
                        ControlTable.of(measurements))
                .flatMap(Optional::stream)
                .toList();
    }
}
