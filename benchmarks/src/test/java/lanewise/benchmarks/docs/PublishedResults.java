package lanewise.benchmarks.docs;

import lanewise.benchmarks.report.Report;
import lanewise.benchmarks.report.result.Cpu;
import lanewise.benchmarks.report.result.ResultFile;
import lanewise.benchmarks.report.table.Table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of {@code benchmarks/results}, by processor. */
final class PublishedResults {
    /** The directory, relative to the project's root. */
    static final Path DIRECTORY = Path.of("benchmarks/results");

    /** Results of {@code scripts/spark-figures} and {@code scripts/table-scores}. */
    private static final List<Path> OF_OTHERS =
            List.of(DIRECTORY.resolve("spark"), DIRECTORY.resolve("tables"));

    /** Comparisons that a session of a few libraries does not replace. */
    private static final Set<ReportTable> OF_LIBRARIES =
            EnumSet.of(ReportTable.PREDICTING_PEERS, ReportTable.PREDICTING_REMARKS);

    /** Orders names by their words and numbers: 4 before 32. */
    static final Comparator<String> BY_NUMBER =
            Comparator.comparing(
                    name ->
                            Pattern.compile("\\d+")
                                    .matcher(name)
                                    .replaceAll(number -> "%9s".formatted(number.group())));

    /**
     * A file of results.
     *
     * @param path relative to the project's root
     * @param results its content
     */
    record Session(Path path, ResultFile results) {}

    /**
     * A table and the session that measured it.
     *
     * @param session the newest session of its processor that has this table
     * @param table the table
     */
    record Measured(Session session, Table table) {}

    private final SortedMap<String, List<Session>> sessionsByCpu = new TreeMap<>();

    /** Reads all files of {@code scripts/bench}, also those of subdirectories. */
    PublishedResults() throws IOException {
        Path root = DocPage.root();
        try (Stream<Path> files = Files.walk(root.resolve(DIRECTORY))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".json"))
                            .filter(
                                    file ->
                                            OF_OTHERS.stream()
                                                    .map(root::resolve)
                                                    .noneMatch(file::startsWith))
                            .sorted(Comparator.comparing(Path::getFileName).reversed())
                            .toList()) {
                ResultFile results =
                        ResultFile.parse(file.getFileName().toString(), Files.readString(file));
                sessionsByCpu
                        .computeIfAbsent(
                                Cpu.of(results.machine().cpu()).title(), _ -> new ArrayList<>())
                        .add(new Session(root.relativize(file), results));
            }
        }
    }

    /** The names of the processors, in alphabetical order. */
    List<String> cpus() {
        return List.copyOf(sessionsByCpu.keySet());
    }

    /** The sessions of a processor, newest first. */
    List<Session> sessions(String cpu) {
        return sessionsByCpu.get(cpu);
    }

    /**
     * A table of a processor from the newest session that has it; a comparison of libraries from
     * the newest session that measured most of them.
     */
    Optional<Measured> table(String cpu, ReportTable kind) {
        Measured best = null;
        for (Session session : sessions(cpu)) {
            for (Table table : Report.tables(session.results().measurements())) {
                if (kind.matches(table)
                        && (best == null
                                || OF_LIBRARIES.contains(kind)
                                        && cells(table) > cells(best.table()))) {
                    best = new Measured(session, table);
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static int cells(Table table) {
        return table.rows().size() * table.header().size();
    }

    /** The sessions of a processor whose tables are the newest of their kind, newest first. */
    List<Session> used(String cpu) {
        List<Session> used =
                Stream.of(ReportTable.values())
                        .flatMap(kind -> table(cpu, kind).stream())
                        .map(Measured::session)
                        .toList();
        return sessions(cpu).stream().filter(used::contains).toList();
    }

    /** The cells of one column by the cells of the key columns, joined by a bar. */
    static Map<String, String> column(Table table, int keys, String column) {
        int index = table.header().indexOf(column);
        Map<String, String> cells = new TreeMap<>(BY_NUMBER);
        for (List<String> row : table.rows()) {
            cells.put(String.join("|", row.subList(0, keys)), row.get(index));
        }
        return cells;
    }
}
