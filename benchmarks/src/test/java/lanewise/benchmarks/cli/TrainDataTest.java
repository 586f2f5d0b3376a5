package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tables of other people: the data options of {@code train}, and what it says without them. */
class TrainDataTest extends TrainInFolder {

    /** Rows of two classes that a sigmoid separates: the class depends on the number's half. */
    private static String times(String header) {
        StringBuilder text = new StringBuilder(header);
        for (int row = 0; row < 200; row++) {
            text.append(1_764_313_200 + row).append(row < 100 ? ",early\n" : ",late\n");
        }
        return text.toString();
    }

    private Invocation run(Path csv, String... options) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "--data=" + csv,
                                "--out=" + out,
                                "--no-plots",
                                "--json",
                                "--hidden=4",
                                "--bias"));
        args.addAll(Arrays.asList(options));
        return Invocation.train(args.toArray(String[]::new));
    }

    @Test
    void warnsOfNumbersThatAreOneFloat() throws IOException {
        Path csv = write("epoch.csv", times("t,kind\n"));
        Invocation unscaled = run(csv, "--iterations=2");
        assertEquals(0, unscaled.exitCode());
        assertEquals(
                "train: warning: feature \"t\": its 200 distinct numbers become 2 as 32-bit floats;"
                        + " use a scaling, which computes in double (option: --scale)",
                unscaled.err().strip());
        Invocation scaled =
                run(
                        csv,
                        "--scale=standard",
                        "--optimizer=adam",
                        "--learning-rate=0.1",
                        "--iterations=500");
        assertEquals("", scaled.err());
        assertEquals(1, scaled.json().get("testAccuracy").getAsDouble(), 0.051);
        assertTrue(scaled.json().get("trainAccuracy").getAsDouble() > 0.97);
    }

    @Test
    void warnsOfOnnxModelsThatCannotTellNumbersApart() throws IOException {
        Path csv = write("epoch.csv", times("t,kind\n"));
        String err = run(csv, "--scale=min-max", "--onnx", "--iterations=2").err();
        assertTrue(err.startsWith("train: warning: model.onnx takes unscaled floats: "), err);
        assertEquals(1, err.lines().count());
    }

    @Test
    void limitsWarnings() throws IOException {
        StringBuilder text = new StringBuilder("a,b,c,d,e,f,g,kind\n");
        for (int row = 0; row < 50; row++) {
            text.append((1_764_313_200 + row + ",").repeat(7)).append("k").append(row % 2);
            text.append('\n');
        }
        List<String> lines =
                run(write("wide.csv", text.toString()), "--iterations=2").err().lines().toList();
        assertEquals(6, lines.size());
        assertEquals("train: warning: 2 more warnings like these", lines.getLast());
    }

    @Test
    void readsFilesWithoutHeader() throws IOException {
        Path csv = write("times.data", times(""));
        run(csv).refused("looks like data").refused("(options: --no-header, --header)");
        assertFalse(Files.exists(out));
        Invocation read = run(csv, "--no-header", "--iterations=2");
        assertEquals(0, read.exitCode());
        assertEquals(180, read.json().get("trainRows").getAsInt());
        run(csv, "--label=kind").refused("read the file without a header");
        run(csv, "--header", "--iterations=2", "--scale=min-max").succeeded();
        run(csv, "--header", "--no-header").refused("give only one");
        run(write("named.csv", times("t,kind\n")), "--no-header").refused("--no-header");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "a b":"c":"kind"\\n1:2:x\\n3:4:y   | colons; expected commas        | --separator=:
            a:c:kind\\n1:2:x\\n3:4:y            | colons; expected commas        | --separator=:
            a,kind\\n"1,5",x\\n"3,5",y         | decimal comma                  | --decimal-comma=true
            a;kind\\n1,234;x\\n3,567;y         | decimal comma                  | --decimal-comma=true
            ,a,kind\\n0,1,x\\n1,2,y             | numbers the rows               | --drop=0
            Unnamed: 0,a,kind\\n0,1,x\\n1,2,y   | numbers the rows               | --drop=Unnamed: 0
            a,kind,\\n1,x,\\n2,y,               | lines end with a separator     | --drop=2
            a,note,kind\\n1,u,x\\n2,v,y         | "u" is not a number            | --drop=note
            a,klass,b\\n1,x,2\\n2,y,3           | "x" is not a number            | --label=klass
            """)
    void namesTheOptionThatHelps(String text, String problem, String remedy) throws IOException {
        Path csv = write("t.csv", text.replace("\\n", "\n").replace("\\t", "\t") + "\n");
        String option = remedy.substring(0, remedy.indexOf('='));
        run(csv, "--test-size=1").refused(problem).refused(option);
        run(csv, "--test-size=1", "--iterations=2", remedy).succeeded();
    }

    @Test
    void readsTheFilesOfOtherPrograms() throws IOException {
        String german = "größe;art\r\n1,5;groß\r\n2,5;klein\r\n3,25;klein\r\n";
        Path csv = write("excel.csv", german);
        run(csv, "--test-size=1", "--iterations=2").succeeded();
        Files.write(csv, german.getBytes(StandardCharsets.ISO_8859_1));
        run(csv, "--test-size=1").refused("invalid UTF-8").refused("(option: --charset)");
        run(csv, "--test-size=1", "--charset=windows-1252", "--iterations=2").succeeded();
        Path comments = write("c.csv", "# by hand, in May\na,kind\n1,x\n#\n2,y\n3,x\n");
        run(comments, "--test-size=1").refused("state this character of comments");
        run(comments, "--test-size=1", "--comments=#", "--iterations=2").succeeded();
        Path missing = write("m.csv", "a,kind\n1,x\n-9,y\n3,x\n");
        run(missing, "--test-size=1", "--iterations=2").succeeded();
        run(missing, "--test-size=1", "--missing=-9").refused("\"-9\" stands for a missing value");
        run(csv, "--decimal-comma", "--decimal-point").refused("give only one");
        run(csv, "--comments=,", "--separator=,").refused("cannot both separate fields and begin");
    }

    @Test
    void trainsARegressionOnNumbersToPredict() throws IOException {
        StringBuilder text = new StringBuilder("rooms,price\n");
        for (int row = 0; row < 40; row++) {
            text.append(row % 7).append(',').append(100 + 1.7 * row).append('\n');
        }
        Path csv = write("house.csv", text.toString());
        assertEquals("numbers", run(csv).succeeded().json().get("targetKind").getAsString());
        run(csv, "--numeric-classes", "--iterations=2").succeeded();
    }

    @Test
    void warnsOfClassesThatDifferInBlanksOrCase() throws IOException {
        Path csv = write("ws.csv", "a,kind\n1,x \n2,X\n3, x\n4,\"x \"\n5,y\n");
        Invocation run = run(csv, "--test-size=1", "--iterations=2");
        assertEquals(
                "train: warning: classes \"X\", \"x\", \"x \" differ only in blanks, case or"
                        + " notation; if they are one class, use one name for it",
                run.err().strip());
    }

    @ParameterizedTest
    @CsvSource({
        "--separator=ab",
        "--separator=x",
        "--separator=",
        "--drop=colour",
        "--drop=9",
        "--comments=a",
        "--comments=##",
        "--charset=klingon"
    })
    void rejectsInvalidDataOptions(String option) {
        train(option).refused(option.substring(option.indexOf('=') + 1));
    }
}
