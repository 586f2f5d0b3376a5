package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.bench.BenchFiles;
import lanewise.benchmarks.cli.bench.CompareOptions;
import lanewise.benchmarks.cli.bench.JmhLog;
import lanewise.benchmarks.cli.bench.KeptResults;
import lanewise.benchmarks.cli.bench.Processors;
import lanewise.benchmarks.cli.command.CommandRunner;
import lanewise.benchmarks.cli.command.HelpOptions;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.Streams;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.jmh.BenchmarkFailure;
import lanewise.benchmarks.jmh.Effort;
import lanewise.benchmarks.jmh.JmhOptions;
import lanewise.benchmarks.jmh.Session;
import lanewise.benchmarks.report.Report;
import lanewise.benchmarks.report.result.Commit;
import lanewise.benchmarks.report.result.Conditions;
import lanewise.benchmarks.report.result.Cpu;
import lanewise.benchmarks.report.result.JmhJson;
import lanewise.benchmarks.report.result.Machine;

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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The command {@code bench}: runs the JMH benchmarks, prints their results as tables and writes
 * them to files; or compares two result files.
 *
 * <p>The system property {@code lanewise.home} is the project's root directory.
 */
@Command(
        name = "bench",
        description = "Measures training, prediction, matrix products and single kernels with JMH.",
        footer = {
            "",
            "Without options: all benchmarks, about an hour on an idle machine, and an hour and a"
                    + " half more in a",
            "build with other libraries (mvn -Ppeers package). Arguments after -- are passed to JMH:",
            "bench IrisLoop -- -p history=true -wi 10 -prof stack -jvmArgsAppend -XX:-UseSuperWord",
            "",
            "Writes the measurements (JMH's JSON), the tables and charts to files named"
                    + " bench-<time>, and only",
            "after all benchmarks have succeeded.",
            "",
            "After mvn -Ppeers -DskipTests package, other libraries are measured too; bench peers"
                    + " runs",
            "only those.",
            "",
            "bench --compare previous latest shows the changes between the last two files: ratios"
                    + " of times",
            "with their 95 %% intervals over forks, and whether they exceed the noise, which"
                    + " takes --forks 4",
            "or more. Add --filter to compare some of the benchmarks.",
            "",
            "Exit codes: 0 success, even if something became slower; 2 invalid options or files;"
                    + " 1 a benchmark",
            "failed or computed a wrong result."
        })
public final class Bench implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm", Locale.ROOT);

    @Parameters(
            arity = "0..*",
            paramLabel = "regex",
            converter = Regex.class,
            description = "Same as --filter.")
    private List<Pattern> names = new ArrayList<>();

    @Option(
            names = "--filter",
            paramLabel = "regex",
            converter = Regex.class,
            description =
                    "Run the benchmarks whose names contain a match, such as IrisLoop. May be"
                            + " repeated.")
    private List<Pattern> filters = new ArrayList<>();

    @Option(
            names = "--quick",
            description = "Take about two minutes, for rough figures; somewhat longer with peers.")
    private boolean quick;

    @Option(
            names = "--full",
            description =
                    "Use the times annotated on each benchmark; all of them take several"
                            + " hours.")
    private boolean full;

    @Option(
            names = "--forks",
            paramLabel = "n",
            converter = OptionValues.Count.class,
            description =
                    "Number of JVMs per measurement. Default: 10 for the iris loop, 3 for a"
                            + " kernel; 2 and 1 with --quick")
    private Integer forks;

    @Option(
            names = "--cpus",
            paramLabel = "list",
            description =
                    "Processors to run on, such as 2,3 or 0-3. Default: one hardware thread of"
                            + " each core")
    private String cpus;

    @Option(
            names = "--out",
            paramLabel = "directory",
            defaultValue = "out",
            converter = OptionValues.Location.class,
            description = "Directory for the files. Default: ${DEFAULT-VALUE}")
    private Path out;

    @Mixin private CompareOptions compare = new CompareOptions();

    @Mixin private HelpOptions help = new HelpOptions();

    @Spec private CommandSpec spec;

    private final Streams streams;

    private final List<String> jmhArgs;

    private Bench(Streams streams, List<String> jmhArgs) {
        this.streams = streams;
        this.jmhArgs = jmhArgs;
    }

    /**
     * Runs the command and exits the JVM with its exit code.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        System.exit(run(args, Streams.ofProcess()));
    }

    static int run(String[] args, Streams streams) {
        List<String> all = List.of(args);
        int end = all.indexOf("--");
        int own = end < 0 ? args.length : end;
        List<String> jmhArgs = end < 0 ? List.of() : all.subList(end + 1, args.length);
        return CommandRunner.run(new Bench(streams, jmhArgs), Arrays.copyOf(args, own), streams);
    }

    /**
     * Runs the command.
     *
     * @return {@link CommandRunner#OK}, or {@link CommandRunner#FAILED} if a benchmark fails
     * @throws UserError if the user can correct the problem
     */
    @Override
    public Integer call() throws UserError {
        Path home = Path.of(System.getProperty("lanewise.home", ""));
        if (compare.given(spec.commandLine().getParseResult())) {
            streams.out().print(compare.comparison(new KeptResults(home, out), selected()));
            return CommandRunner.OK;
        }
        Effort effort = effort();
        JmhOptions jmh = jmhOptions();
        Session session = session();
        BenchFiles files = new BenchFiles(out, fileStem(Commit.of(home)), home);
        Machine machine = machine(home, conditions());
        Optional<List<RunResult>> results = measured(session, effort, jmh);
        if (results.isEmpty()) {
            return CommandRunner.FAILED;
        }
        String json = JmhJson.of(results.get(), machine);
        try {
            Report report = report(files, machine, json);
            files.write(report, streams.err());
        } finally {
            files.written().forEach(file -> streams.err().println("wrote " + file));
        }
        return CommandRunner.OK;
    }

    /** Keeps and prints the measurements, and prints them even if they cannot be kept. */
    private Report report(BenchFiles files, Machine machine, String json) throws UserError {
        try {
            files.keep(json);
        } finally {
            streams.out().print(new Report(machine, JmhJson.measurements(json)));
        }
        return new Report(machine, JmhJson.measurements(json));
    }

    /** Pins the JVM to processors and reports conditions that may distort the figures. */
    private List<String> conditions() throws UserError {
        List<String> conditions = new ArrayList<>();
        conditions.add(
                cpus == null
                        ? Processors.pinToCores(Path.of("/sys/devices/system/cpu"))
                        : Processors.pin(cpus));
        conditions.addAll(Conditions.warnings(Path.of("/")));
        conditions.forEach(condition -> streams.err().println("note: " + condition));
        return conditions;
    }

    private static Machine machine(Path home, List<String> conditions) throws UserError {
        try {
            return Machine.here(home, conditions);
        } catch (IllegalStateException e) {
            throw new UserError(e.getMessage(), e); // A vector width that this machine lacks.
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
                            + String.join(", ", Session.matching(List.of()).classes()));
        }
        return session;
    }

    private List<Pattern> selected() {
        return Stream.concat(names.stream(), filters.stream()).toList();
    }

    private String fileStem(Optional<String> commit) {
        return "bench-"
                + LocalDateTime.now(ZoneOffset.UTC).format(TIME)
                + "-"
                + Cpu.here().slug()
                + "-jdk"
                + Runtime.version().feature()
                + commit.map(hash -> "-" + hash).orElse("")
                + (quick ? "-quick" : "");
    }

    private JmhOptions jmhOptions() throws UserError {
        List<String> args = new ArrayList<>(jmhArgs);
        if (forks != null) {
            if (args.contains("-f")) {
                throw new UserError("--forks and JMH's -f are the same: leave one out");
            }
            args.addAll(List.of("-f", forks.toString()));
        }
        try {
            return JmhOptions.parse(args);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private Effort effort() throws UserError {
        if (quick && full) {
            throw new UserError("--quick and --full contradict each other: leave one out");
        }
        if (quick) {
            return Effort.QUICK;
        }
        return full ? Effort.FULL : Effort.STANDARD;
    }

    /** Empty if a benchmark failed, which has been reported. */
    private Optional<List<RunResult>> measured(Session session, Effort effort, JmhOptions jmh)
            throws UserError {
        try (JmhLog log = JmhLog.create()) {
            if (jmh.profiles()) {
                log.keep();
                streams.err().println("profiler output goes to " + log.file());
            }
            try {
                return Optional.of(session.run(effort, jmh, streams.err(), log.stream()));
            } catch (BenchmarkFailure e) {
                log.keep();
                streams.err()
                        .println(
                                "bench: "
                                        + e.getMessage()
                                        + " (JMH's full log: "
                                        + log.file()
                                        + ")");
                return Optional.empty();
            }
        }
    }

    /** Converter for regular expressions. */
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
