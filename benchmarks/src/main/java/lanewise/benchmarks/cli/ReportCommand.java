package lanewise.benchmarks.cli;

import lanewise.benchmarks.report.Report;
import lanewise.benchmarks.report.html.Page;
import lanewise.benchmarks.report.html.Results;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;

/**
 * The command {@code report}: prints the tables of kept measurements and makes a page of them.
 *
 * <p>The system property {@code lanewise.home} says where the project's root is.
 */
@Command(
        name = "report",
        description = "Makes a page of HTML from what bench measured, and prints its tables.",
        footer = {
            "",
            "The page is one file that loads nothing; the same results give the same page.",
            "",
            "Exit codes: 0 success; 2 wrong options or files, one line says which; 1 a defect of the",
            "program."
        })
public final class ReportCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "results",
            converter = OptionValues.Location.class,
            description =
                    "A JSON file that bench wrote. Default: the newest in benchmarks/results")
    private Path results;

    @Option(
            names = "--out",
            paramLabel = "file",
            defaultValue = "out/report.html",
            converter = OptionValues.Location.class,
            description = "Where the page goes. Default: ${DEFAULT-VALUE}")
    private Path out;

    @Mixin private HelpOptions help = new HelpOptions();

    private final Streams streams;

    private ReportCommand(Streams streams) {
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

    /**
     * Runs the command.
     *
     * @param args the options
     * @param out the tables
     * @param err which files were read and written, and problems
     * @return the exit code, as {@link CommandRunner} says
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, Streams.quiet(out, err));
    }

    private static int run(String[] args, Streams streams) {
        return CommandRunner.run(new ReportCommand(streams), args, streams);
    }

    /**
     * Does what the options say.
     *
     * @return {@link CommandRunner#OK}
     * @throws UserError if the results cannot be read or the page cannot be written
     */
    @Override
    public Integer call() throws UserError {
        Path file = results == null ? newest() : results;
        Results read = read(file);
        Path folder = out.getParent() == null ? Path.of("") : out.getParent();
        if (out.getFileName() == null) {
            throw new UserError("--out " + out + ": expected a file, found a folder");
        }
        String name = out.getFileName().toString();
        OutputFolder page = OutputFolder.check(folder, List.of(name), file);
        SequencedMap<String, OutputFolder.Content> contents = new LinkedHashMap<>();
        byte[] html = Page.of(read).getBytes(StandardCharsets.UTF_8);
        contents.put(name, stream -> stream.write(html));
        streams.out().print(new Report(read.machine(), read.measurements()));
        page.write(contents);
        streams.err().println("read " + file);
        streams.err().println("wrote " + out);
        return CommandRunner.OK;
    }

    private static Path newest() throws UserError {
        Path home = Path.of(System.getProperty("lanewise.home", ""));
        try {
            return Results.newest(home.resolve("benchmarks/results"));
        } catch (IOException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private static Results read(Path file) throws UserError {
        try {
            return Results.read(file);
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": no such file", e);
        } catch (IOException e) {
            throw new UserError("cannot read " + file + ": " + OutputFolder.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": " + e.getMessage(), e);
        }
    }
}
