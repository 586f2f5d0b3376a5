package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.bench.KeptResults;
import lanewise.benchmarks.cli.command.CommandRunner;
import lanewise.benchmarks.cli.command.HelpOptions;
import lanewise.benchmarks.cli.command.OptionValues;
import lanewise.benchmarks.cli.command.OutputFolder;
import lanewise.benchmarks.cli.command.Streams;
import lanewise.benchmarks.cli.command.UserError;
import lanewise.benchmarks.report.Report;
import lanewise.benchmarks.report.html.Page;
import lanewise.benchmarks.report.result.ResultFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * The command {@code report}: prints the tables of a result file and writes them as an HTML page.
 *
 * <p>The system property {@code lanewise.home} is the project's root directory.
 */
@Command(
        name = "report",
        description =
                "Prints the tables of a result file that bench wrote, and writes an HTML"
                        + " page of them.",
        footer = {
            "",
            "The page is one self-contained file; the same results give the same page.",
            "",
            "Exit codes: 0 success; 2 invalid options or files, explained in one line; 1 a defect"
                    + " of the",
            "program."
        })
public final class ReportCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "results",
            defaultValue = "latest",
            description =
                    "Result file: a path, a name in benchmarks/results or out, or latest or"
                            + " previous, the newest files there. Default: ${DEFAULT-VALUE}")
    private String results;

    @Option(
            names = "--out",
            paramLabel = "file",
            defaultValue = "out/report.html",
            converter = OptionValues.Location.class,
            description = "HTML file to write. Default: ${DEFAULT-VALUE}")
    private Path out;

    @Mixin private HelpOptions help = new HelpOptions();

    private final Streams streams;

    private ReportCommand(Streams streams) {
        this.streams = streams;
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
        return CommandRunner.run(new ReportCommand(streams), args, streams);
    }

    /**
     * Runs the command.
     *
     * @return {@link CommandRunner#OK}
     * @throws UserError if the results cannot be read or the page cannot be written
     */
    @Override
    public Integer call() throws UserError {
        Path home = Path.of(System.getProperty("lanewise.home", ""));
        KeptResults kept = new KeptResults(home, Path.of("out"));
        Path file = kept.find(results);
        ResultFile read = kept.read(file);
        OutputFolder page = OutputFolder.checkFile(out, file);
        byte[] html = Page.of(read).getBytes(StandardCharsets.UTF_8);
        streams.out().print(new Report(read.machine(), read.measurements()));
        page.write(out, stream -> stream.write(html));
        streams.err().println("read " + file);
        streams.err().println("wrote " + out);
        return CommandRunner.OK;
    }
}
