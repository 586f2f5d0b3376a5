package lanewise.benchmarks.cli;

import lanewise.benchmarks.jmh.BenchmarkFailure;
import lanewise.benchmarks.jmh.Effort;
import lanewise.benchmarks.jmh.Session;
import lanewise.benchmarks.report.JmhJson;
import lanewise.benchmarks.report.Machine;
import lanewise.benchmarks.report.Report;

import org.openjdk.jmh.results.RunResult;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The command {@code bench}: runs the JMH benchmarks, prints what they measured as tables and keeps
 * it; or compares what was kept.
 *
 * <p>The system property {@code lanewise.home} says where the project's root is.
 */
@Command(
        name = "bench",
        description = "Measures training, prediction, matrix products and single kernels with JMH.",
        footer = {
            "",
            "Without options: all benchmarks, about half an hour on an idle machine.",
            "",
            "Writes the measurements (JMH's JSON), the tables and charts to files named bench- and the",
            "time, and only after all benchmarks have succeeded.",
            "",
            "After mvn -Ppeers -DskipTests package other libraries are measured, too: bench peers runs",
            "those only.",
            "",
            "bench --compare previous latest shows what changed between the last two files: ratios of",
            "times with their 95 %% intervals over forks, and whether they are more than noise, for which",
            "it takes --forks 4 or more. With --filter, of some benchmarks.",
            "",
            "Exit codes: 0 success, also if something became slower; 2 wrong options or files; 1 a benchmark",
            "failed, or gave a wrong result."
        })
public final class Bench implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm");

    @Parameters(
            arity = "0..*",
            paramLabel = "regex",
            converter = Regex.class,
            description = "The same as --filter.")
    private List<Pattern> names = new ArrayList<>();

    @Option(
            names = "--filter",
            paramLabel = "regex",
            converter = Regex.class,
            description =
                    "Run the benchmarks in whose names this is found, such as IrisLoop. May be repeated.")
    private List<Pattern> filters = new ArrayList<>();

    @Option(names = "--quick", description = "Take less than two minutes, for rough figures.")
    private boolean quick;

    @Option(
            names = "--forks",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description =
                    "JVMs for each measurement. Default: 10 for the iris loop, 3 for a kernel; 2 and 1 with --quick")
    private Integer forks;

    @Option(
            names = "--out",
            paramLabel = "folder",
            defaultValue = "out",
            converter = OptionValues.Location.class,
            description = "Folder for the files. Default: ${DEFAULT-VALUE}")
    private Path out;

    @Mixin private CompareOptions compare = new CompareOptions();

    @Mixin private HelpOptions help = new HelpOptions();

    @Spec private CommandSpec spec;

    private final Streams streams;

    private Bench(Streams streams) {
        this.streams = streams;
    }

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        System.exit(run(args, Streams.ofProcess()));
    }

    static int run(String[] args, Streams streams) {
        return CommandRunner.run(new Bench(streams), args, streams);
    }

    /**
     * Does what the options say.
     *
     * @return {@link CommandRunner#OK}, or {@link CommandRunner#FAILED} if a benchmark fails
     * @throws UserError if something is wrong that the user can put right
     */
    @Override
    public Integer call() throws UserError {
        Path home = Path.of(System.getProperty("lanewise.home", ""));
        if (compare.given(spec.commandLine().getParseResult())) {
            streams.out().print(compare.comparison(new KeptResults(home, out), selected()));
            return CommandRunner.OK;
        }
        Session session = session();
        Machine machine = machine(home);
        BenchFiles files = new BenchFiles(out, fileStem(machine.commit()), home);
        Optional<List<RunResult>> results = measured(session);
        if (results.isEmpty()) {
            return CommandRunner.FAILED;
        }
        String json = JmhJson.of(results.get(), machine);
        Report report = new Report(machine, JmhJson.measurements(json));
        streams.out().print(report);
        files.write(json, report, streams.err())
                .forEach(file -> streams.err().println("wrote " + file));
        return CommandRunner.OK;
    }

    private static Machine machine(Path home) throws UserError {
        try {
            return Machine.here(home);
        } catch (IllegalStateException e) {
            throw new UserError(e.getMessage(), e); // a vector width that this machine lacks
        }
    }

    private Session session() throws UserError {
        List<Pattern> selected = selected();
        Session session = Session.matching(selected);
        if (session.names().isEmpty()) {
            throw new UserError(
                    "no benchmark's name matches "
                            + selected
                            + ": expected part of one of "
                            + String.join(", ", Session.matching(List.of()).names()));
        }
        return session;
    }

    private List<Pattern> selected() {
        return Stream.concat(names.stream(), filters.stream()).toList();
    }

    private String fileStem(String commit) {
        return "bench-"
                + LocalDateTime.now().format(TIME)
                + "-jdk"
                + Runtime.version().feature()
                + (commit.equals("none") ? "" : "-" + commit)
                + (quick ? "-quick" : "");
    }

    /** Empty if a benchmark failed; then the user has been told. */
    private Optional<List<RunResult>> measured(Session session) throws UserError {
        try (JmhLog log = JmhLog.create()) {
            try {
                return Optional.of(
                        session.run(
                                quick ? Effort.QUICK : Effort.FULL,
                                forks == null ? OptionalInt.empty() : OptionalInt.of(forks),
                                streams.err(),
                                log.stream()));
            } catch (BenchmarkFailure e) {
                log.keep();
                streams.err()
                        .println(
                                "bench: "
                                        + e.getMessage()
                                        + " (all that JMH said: "
                                        + log.file()
                                        + ")");
                return Optional.empty();
            }
        }
    }

    /** A regular expression. */
    static final class Regex implements ITypeConverter<Pattern> {
        @Override
        public Pattern convert(String text) {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new TypeConversionException(
                        "not a regular expression: '" + text + "', " + e.getDescription());
            }
        }
    }
}
