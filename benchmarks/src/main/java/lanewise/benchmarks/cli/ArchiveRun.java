package lanewise.benchmarks.cli;

import lanewise.benchmarks.cli.command.CommandRunner;
import lanewise.benchmarks.cli.command.Streams;

import java.nio.file.Path;

/**
 * Runs a command in ways that use most of its classes, so that Java can archive them. The scripts
 * start it in a directory of its own.
 */
final class ArchiveRun {
    private static final String[] HELP = {"--help"};

    private final Streams streams = Streams.ofProcess();
    private final Path folder;
    private final Path home;

    /**
     * Prepares runs.
     *
     * @param folder receives the files that the commands write
     * @param home the project's directory
     */
    ArchiveRun(Path folder, Path home) {
        this.folder = folder;
        this.home = home;
    }

    /**
     * Writes into the working directory, and exits with 1 if a command fails.
     *
     * @param args the name of the archive, see {@link #run}
     */
    public static void main(String[] args) {
        Path home = Path.of(System.getProperty("lanewise.home"));
        if (!new ArchiveRun(Path.of(""), home).run(args[0])) {
            System.exit(CommandRunner.FAILED);
        }
    }

    /**
     * Runs a command.
     *
     * @param archive the simple name of the command's class, {@code Classic} for the article's
     *     training without charts, or {@code Charts} for training with charts
     * @return whether all runs succeed
     */
    boolean run(String archive) {
        String model = file("out/model.safetensors");
        String iris = test("iris.csv");
        return switch (archive) {
            case "Train" ->
                    train("--no-plots", "--json", "--seed", "7", "--out", file("out"))
                            && train("--no-plots", "--scale", "standard", "--out", file("out"))
                            && train(HELP);
            case "Classic" -> train("--no-plots", "--json");
            case "Charts" -> train("--seed", "7", "--out", file("out"));
            case "Predict" ->
                    writesModel()
                            && predict(model, iris, "--out", file("predictions.csv"))
                            && predict(model, iris, "--json")
                            && predict(HELP);
            case "Export" ->
                    writesModel()
                            && isOk(Export.run(new String[] {model}, streams))
                            && isOk(Export.run(HELP, streams));
            case "Import" ->
                    imports(test("import/sklearn-iris.onnx")) && isOk(Import.run(HELP, streams));
            case "ReportCommand" ->
                    isOk(ReportCommand.run(new String[] {"--out", file("report")}, streams))
                            && isOk(ReportCommand.run(HELP, streams));
            case "SearchCommand" -> isOk(SearchCommand.run(HELP, streams));
            case "Bench" -> isOk(Bench.run(HELP, streams));
            case "Explain" -> isOk(Explain.run(HELP, streams));
            case "Profile" -> isOk(Profile.run(HELP, streams));
            default -> throw new IllegalArgumentException(archive);
        };
    }

    private boolean writesModel() {
        return train("--no-plots", "--scale", "standard", "--model", "--out", file("out"));
    }

    private boolean train(String... args) {
        return isOk(Train.run(args, streams));
    }

    private boolean predict(String... args) {
        return isOk(Predict.run(args, streams));
    }

    private boolean imports(String network) {
        String[] args = {network, "--out", file("imported.safetensors")};
        return isOk(Import.run(args, streams));
    }

    private String test(String name) {
        return home.resolve("src-test-data").resolve(name).toString();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static boolean isOk(int exitCode) {
        return exitCode == CommandRunner.OK;
    }
}
