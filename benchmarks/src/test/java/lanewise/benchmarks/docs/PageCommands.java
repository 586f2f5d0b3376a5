package lanewise.benchmarks.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The console blocks of a page.
 *
 * <p>A block that shows output is run, and its output compared. {@code …} stands for any text, on a
 * line of its own for any lines. Of other blocks each script must exist and list the options in its
 * help.
 */
final class PageCommands {
    private static final Pattern CLASS = Pattern.compile("run(?:_quick)? (lanewise\\.\\S+)");

    private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z][\\w-]*");

    /** Output of commands that write no files, by command line: some are on several pages. */
    private static final Map<String, String> PRINTED = new HashMap<>();

    private final Path folder;

    /** Commands that run in a directory with the test data. */
    PageCommands(Path folder) {
        this.folder = folder;
    }

    /**
     * A command and the output that the page shows.
     *
     * @param line the command without its comment
     * @param output the lines, each with a line feed; empty if none are shown
     */
    private record Shown(String line, String output) {
        boolean isScript() {
            return line.startsWith("scripts/");
        }

        String script() {
            return line.split(" ")[0];
        }
    }

    /** Runs or checks all commands. */
    void check(DocPage page) throws IOException, InterruptedException {
        for (DocPage.Block block : page.blocks()) {
            if (block.language().equals("console")) {
                List<Shown> commands = commands(block.text());
                boolean run = commands.stream().anyMatch(command -> !command.output().isEmpty());
                for (Shown command : commands) {
                    if (run) {
                        compare(page, command);
                    } else if (command.isScript()) {
                        checkOptions(page, command);
                    }
                }
            }
        }
    }

    private static List<Shown> commands(String block) {
        List<Shown> commands = new ArrayList<>();
        for (String text : block.replaceAll("\\\\\\n *", "").split("(?m)^\\$ ")) {
            if (!text.isEmpty()) {
                int end = text.indexOf('\n');
                String line = text.substring(0, end).replaceFirst(" +# .*", "").strip();
                commands.add(new Shown(line, text.substring(end + 1)));
            }
        }
        return commands;
    }

    private void compare(DocPage page, Shown command) throws IOException, InterruptedException {
        assertTrue(command.isScript(), page + ": only scripts can be run, not " + command.line());
        List<String> words = List.of(command.line().split(" +"));
        String printed = run(command.script(), words.subList(1, words.size()));
        if (!command.output().isEmpty()) {
            String expected = comparable(command.script(), command.output());
            String actual = comparable(command.script(), printed);
            if (!pattern(expected).matcher(actual).matches()) {
                assertEquals(expected, actual, page + ": " + command.line());
            }
        }
    }

    private static Pattern pattern(String expected) {
        StringBuilder regex = new StringBuilder();
        for (String line : expected.split("(?<=\\n)")) {
            if (line.equals("…\n")) {
                regex.append("(?:.*\\n)*?");
            } else {
                Matcher gaps = Pattern.compile("…|[^…]+").matcher(line);
                while (gaps.find()) {
                    regex.append(gaps.group().equals("…") ? ".*" : Pattern.quote(gaps.group()));
                }
            }
        }
        return Pattern.compile(regex.toString());
    }

    /** The text without paths and without what is measured. */
    private static String comparable(String script, String text) {
        if (script.equals("scripts/profile") || script.equals("scripts/explain")) {
            return text.replaceAll("\\d[\\d.,]*", "#").replaceAll(" +", " ").replaceAll("-+", "-");
        }
        return text.replaceAll("\\S*/(?=[a-z])", "")
                .replaceAll("[\\d.]+ ((nano|micro|milli)?seconds?|ms|s)\\b", "# time");
    }

    private void checkOptions(DocPage page, Shown command)
            throws IOException, InterruptedException {
        String help = run(command.script(), List.of("--help"));
        String ours = (command.line() + " ").split(" -- ")[0];
        Matcher options = OPTION.matcher(ours);
        while (options.find()) {
            assertTrue(
                    Pattern.compile(Pattern.quote(options.group()) + "\\b").matcher(help).find(),
                    page + ": " + options.group() + " in the help of " + command.script());
        }
    }

    private String run(String script, List<String> args) throws IOException, InterruptedException {
        boolean writes = !script.equals("scripts/explain") && !args.equals(List.of("--help"));
        String line = script + args;
        if (writes || !PRINTED.containsKey(line)) {
            PRINTED.put(line, start(script, args));
        }
        return PRINTED.get(line);
    }

    private String start(String script, List<String> args)
            throws IOException, InterruptedException {
        Path file = DocPage.root().resolve(script);
        Matcher main = CLASS.matcher(Files.readString(file));
        List<String> command = new ArrayList<>();
        if (main.find()) {
            addJava(command, script, main.group(1), args);
        } else { // the script of another module
            assertEquals(List.of("--help"), args, script + " has no class to start");
            command.addAll(List.of("bash", file.toString(), "--help"));
        }
        Path errors = folder.resolve("errors.txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(errors.toFile())
                        .start();
        String out = new String(process.getInputStream().readAllBytes());
        int exitCode = process.waitFor();
        String problem = Files.readString(errors);
        assertEquals(0, exitCode, () -> script + args + ": " + out + problem);
        return out;
    }

    private static void addJava(
            List<String> command, String script, String main, List<String> args) {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        boolean help = args.equals(List.of("--help"));
        boolean measures = script.equals("scripts/profile") || script.equals("scripts/explain");
        if (help || !measures) {
            command.add("-XX:TieredStopAtLevel=1"); // C2 would take longer than the command
        }
        if (!help) { // as in lib.sh
            command.add("--add-modules=jdk.incubator.vector");
        }
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.awt.headless=true",
                        "-Dlanewise.home=" + DocPage.root(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        main));
        command.addAll(args);
        if (script.equals("scripts/profile") && !help) {
            command.addAll(List.of("--seconds", "1"));
        }
    }
}
