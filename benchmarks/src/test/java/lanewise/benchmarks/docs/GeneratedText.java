package lanewise.benchmarks.docs;

import lanewise.benchmarks.report.table.Table;
import lanewise.benchmarks.tables.ScoresOfTables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The parts of pages that are made of the published results. */
final class GeneratedText {
    private static final String NONE = "–";

    private final PublishedResults results;

    /** Texts of some results. */
    GeneratedText(PublishedResults results) {
        this.results = results;
    }

    /**
     * The text of a part.
     *
     * @param page where it stands, from which links lead
     * @param name {@code headline}, {@code packages}, {@code contents}, {@code summary}, {@code
     *     sessions}, {@code scores}, or {@code table} with the name of a {@link ReportTable}
     * @return its lines, each with a line feed
     */
    String of(Path page, String name) {
        String text =
                switch (name) {
                    case "headline" -> headline();
                    case "packages" -> packages();
                    case "contents" -> contents();
                    case "summary" -> summary();
                    case "sessions" -> sessions(page);
                    case "scores" -> scores(page);
                    default -> tables(page, ReportTable.named(name.replaceFirst("^table ", "")));
                };
        return text.stripTrailing() + "\n";
    }

    /** A few rows of several tables, with a column for each processor. */
    private String headline() {
        SequencedMap<String, List<String>> rows = new LinkedHashMap<>();
        String iris = "iris, 4-2-3, full batch: ";
        add(rows, iris + "textbook Java", ReportTable.IRIS, 2, "textbook|yes", "µs");
        add(rows, iris + "scalar kernels", ReportTable.IRIS, 2, "scalar|yes", "µs");
        add(rows, iris + "vector kernels", ReportTable.IRIS, 2, "vector|yes", "µs");
        add(rows, iris + "**specialised kernels**", ReportTable.IRIS, 2, "specialised|yes", "µs");
        add(rows, iris + "C, `gcc -O3`", ReportTable.IRIS, 2, "C, gcc -O3|yes", "µs");
        String step = "one step, 784-128-10, 64 rows: ";
        for (String tier : List.of("scalar", "**vector**")) {
            String key = "784-128-10 x 64|" + tier.replace("*", "") + "|1";
            add(rows, step + tier + " kernels", ReportTable.STEPS, 3, key, "µs");
        }
        String digits = "whole training, 784-128-10, batch 64: ";
        for (String library : List.of("**Lanewise**", "TensorFlow", "PyTorch")) {
            String key = library.replace("*", "");
            add(rows, digits + library, ReportTable.PEERS, 1, key, "784-128-10 µs");
        }
        return byCpu("µs per iteration or step", 1, rows);
    }

    private void add(
            SequencedMap<String, List<String>> rows,
            String title,
            ReportTable kind,
            int keys,
            String key,
            String column) {
        List<String> cells = new ArrayList<>(List.of(title));
        for (String cpu : results.cpus()) {
            cells.add(
                    results.table(cpu, kind)
                            .map(found -> PublishedResults.column(found.table(), keys, column))
                            .map(cellsByKey -> cellsByKey.get(key))
                            .orElse(NONE));
        }
        rows.put(title, cells);
    }

    private String byCpu(String what, int keys, SequencedMap<String, List<String>> rows) {
        List<String> header = new ArrayList<>(List.of(what.split("\\|")));
        header.addAll(results.cpus());
        return markdown(new Table("", keys, header, List.copyOf(rows.values())));
    }

    private static String markdown(Table table) {
        return String.join("\n", table.toString().lines().skip(2).toList()) + "\n";
    }

    /** Scores on tables beside scikit-learn's. */
    private static String scores(Path page) {
        try {
            return ScoresOfTables.markdown(DocPage.root(), page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Mermaid graph of the engine's packages. */
    private static String packages() {
        return "```mermaid\n" + PackageGraph.ofEngine() + "```\n";
    }

    private String contents() {
        StringBuilder text = new StringBuilder("- [By processor](#by-processor)\n");
        for (String cpu : results.cpus()) {
            text.append("- [%s](#%s)%n".formatted(cpu, DocPage.anchor(cpu)));
        }
        return text.toString();
    }

    /** The figures that processors have in common, with a column for each. */
    private String summary() {
        StringBuilder text = new StringBuilder();
        for (ReportTable kind : ReportTable.values()) {
            if (!kind.figure().isEmpty()) {
                text.append("### %s, %s%n%n".formatted(kind.title(), kind.figure()));
                text.append(summary(kind)).append('\n');
            }
        }
        return text.toString();
    }

    private String summary(ReportTable kind) {
        Set<String> keys = new TreeSet<>(PublishedResults.BY_NUMBER);
        List<String> header = new ArrayList<>();
        List<Map<String, String>> columns = new ArrayList<>();
        for (String cpu : results.cpus()) {
            Optional<Table> table = results.table(cpu, kind).map(PublishedResults.Measured::table);
            columns.add(
                    table.map(t -> PublishedResults.column(t, kind.keys(), kind.figure()))
                            .orElse(Map.of()));
            keys.addAll(columns.getLast().keySet());
            table.ifPresent(
                    t -> {
                        header.clear();
                        header.addAll(t.header().subList(0, kind.keys()));
                    });
        }
        SequencedMap<String, List<String>> rows = new LinkedHashMap<>();
        for (String key : keys) {
            List<String> cells = new ArrayList<>(List.of(key.split("\\|")));
            columns.forEach(column -> cells.add(column.getOrDefault(key, NONE)));
            rows.put(key, cells);
        }
        return byCpu(String.join("|", header), kind.keys(), rows);
    }

    /** All tables of each processor, with the machine that measured them. */
    private String sessions(Path page) {
        StringBuilder text = new StringBuilder();
        for (String cpu : results.cpus()) {
            text.append("## %s%n%n".formatted(cpu));
            for (PublishedResults.Session session : results.used(cpu)) {
                text.append("%s%n%n".formatted(link(page, session)));
                text.append("```text\n%s```\n\n".formatted(session.results().machine().describe()));
            }
            for (ReportTable kind : ReportTable.values()) {
                results.table(cpu, kind)
                        .ifPresent(
                                found -> {
                                    text.append("### %s (%s)%n%n".formatted(kind.title(), cpu));
                                    text.append(found.table().title()).append(".\n\n");
                                    text.append(markdown(found.table())).append('\n');
                                });
            }
        }
        return text.toString();
    }

    /** The tables of one kind, of each processor that has measured it. */
    private String tables(Path page, ReportTable kind) {
        StringBuilder text = new StringBuilder();
        for (String cpu : results.cpus()) {
            results.table(cpu, kind)
                    .ifPresent(
                            found -> {
                                text.append(
                                        "%s, %s:%n%n".formatted(cpu, link(page, found.session())));
                                text.append(markdown(found.table())).append('\n');
                            });
        }
        return text.toString();
    }

    private static String link(Path page, PublishedResults.Session session) {
        Path target =
                Stream.ofNullable(page.getParent())
                        .map(parent -> parent.relativize(session.path()))
                        .findFirst()
                        .orElse(session.path());
        return "[session of %s](%s)".formatted(session.results().time(), target);
    }
}
