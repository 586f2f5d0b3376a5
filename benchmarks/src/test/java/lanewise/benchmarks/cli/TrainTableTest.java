package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;

import lanewise.data.CsvFormat;
import lanewise.io.SavedModel;
import lanewise.table.RecordPredictor;
import lanewise.table.Table;
import lanewise.table.TableColumn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The command {@code train} on tables with texts, dates, missing values and numeric targets. */
class TrainTableTest extends TrainInFolder {
    private static Path members() {
        return Invocation.iris().resolveSibling("tables").resolve("members.csv");
    }

    /** Runs with the test's directory. */
    private Invocation table(Path file, String... options) {
        List<String> args =
                new ArrayList<>(List.of("--data", file.toString(), "--out", out.toString()));
        args.addAll(Arrays.asList(options));
        return Invocation.train(args.toArray(String[]::new));
    }

    /** Rows of y = 3 a − 2 b + 10 with a in words too. */
    private Path line(int rows) throws IOException {
        StringBuilder text = new StringBuilder("a,b,size,y,z\n");
        for (int row = 0; row < rows; row++) {
            double a = (row * 37 % 101) / 100.0;
            double b = (row * 53 % 97) / 96.0;
            String size = a < 0.33 ? "S" : a < 0.66 ? "M" : "L";
            text.append(a).append(',').append(b).append(',').append(size).append(',');
            text.append(3 * a - 2 * b + 10).append(',').append(a + b).append('\n');
        }
        return write("line.csv", text.toString());
    }

    @Test
    void showsColumnsThenScoresBesideABaseline() {
        String report =
                table(members(), "--target", "segment", "--ordinal", "size=S,M,L,XL", "--no-plots")
                        .succeeded()
                        .out();
        assertTrue(report.startsWith("column"), report);
        assertTrue(report.matches("(?s).*\\nsize +ordinal .*"), report);
        assertTrue(report.matches("(?s).*\\njoined +date .*"), report);
        assertTrue(report.matches("(?s).*\\nsegment +target, classes .*"), report);
        assertTrue(report.contains("stratified"), report);
        assertTrue(report.contains("adam"), report);
        assertTrue(report.matches("(?s).*accuracy +0\\.\\d{4} +0\\.\\d{4}.*"), report);
        assertTrue(report.indexOf("segment ") < report.indexOf("accuracy"), report);
    }

    /** A file that is no data set of numbers and classes is a table without any option. */
    @Test
    void findsOutThatAFileIsATable() throws IOException {
        JsonObject json = table(members(), "--json").succeeded().json();
        assertEquals("classes", json.get("targetKind").getAsString());
        assertEquals("segment", json.getAsJsonArray("target").get(0).getAsString());
        assertEquals(List.of("history.csv", "report.html"), names(out));
        assertTrue(
                json.getAsJsonObject("scores").get("accuracy").getAsDouble()
                        > json.getAsJsonObject("baseline").get("accuracy").getAsDouble());
    }

    @Test
    void learnsANumber() throws IOException {
        JsonObject json =
                table(line(300), "--target", "y", "--ignore", "z", "--json").succeeded().json();
        assertEquals("numbers", json.get("targetKind").getAsString());
        assertTrue(json.getAsJsonObject("scores").get("r2").getAsDouble() > 0.98, json.toString());
        assertTrue(json.getAsJsonObject("baseline").get("r2").getAsDouble() <= 0);
        assertTrue(json.getAsJsonObject("scores").get("rmse").getAsDouble() < 0.2);
        assertEquals("a", mostImportant(json));
        String header = Files.readAllLines(out.resolve("history.csv")).getFirst();
        assertEquals("epoch,loss", header);
    }

    private static String mostImportant(JsonObject json) {
        return json.getAsJsonArray("importance")
                .get(0)
                .getAsJsonObject()
                .get("column")
                .getAsString();
    }

    @Test
    void learnsANumberOfADataSetWithTexts() {
        JsonObject json = train("--label=sepal_width", "--json", "--epochs=100").succeeded().json();
        assertEquals("numbers", json.get("targetKind").getAsString());
        assertEquals("categorical", kind(json, 4));
        assertTrue(json.getAsJsonObject("scores").get("r2").getAsDouble() > 0.3, json.toString());
    }

    @Test
    void learnsSeveralNumbersAndValidates() throws IOException {
        String[] options = {
            "--target", "y", "--target", "z", "--patience", "5", "--epochs", "40", "--json"
        };
        JsonObject json = table(line(300), options).succeeded().json();
        JsonObject each = json.getAsJsonObject("scoresByTarget");
        assertEquals(List.of("y", "z"), List.copyOf(each.keySet()));
        assertTrue(each.getAsJsonObject("z").get("r2").getAsDouble() > 0.9, json.toString());
        assertEquals(23, json.get("validationRows").getAsInt());
        List<String> history = Files.readAllLines(out.resolve("history.csv"));
        assertEquals("epoch,loss,validation_loss", history.getFirst());
        assertEquals(json.get("epochs").getAsInt() + 1, history.size());
        assertEquals(3, history.getLast().split(",").length);
    }

    @Test
    void learnsSeveralLabels() throws IOException {
        StringBuilder text = new StringBuilder("a;b;big;odd\n");
        for (int row = 0; row < 200; row++) {
            int a = row * 37 % 100;
            text.append(a / 10).append(',').append(a % 10).append(';').append(row % 5);
            text.append(a > 50 ? ";yes" : ";no").append(row % 5 > 2 ? ";true\n" : ";false\n");
        }
        Path file = write("labels.csv", text.toString());
        JsonObject json =
                table(file, "--target", "big", "--target", "odd", "--json").succeeded().json();
        assertEquals("labels", json.get("targetKind").getAsString());
        assertTrue(
                json.getAsJsonObject("scores").get("allLabelsRight").getAsDouble() > 0.9,
                json.toString());
        assertTrue(json.getAsJsonObject("scoresByTarget").has("odd"));
        assertEquals("numeric", kind(json, 0));
    }

    private static String kind(JsonObject json, int column) {
        return json.getAsJsonArray("columns")
                .get(column)
                .getAsJsonObject()
                .get("kind")
                .getAsString();
    }

    /** What was tested is what the file predicts, record by record. */
    @Test
    void theSavedModelPredictsRecords() throws Exception {
        Path file = line(120);
        JsonObject json =
                table(file, "--target", "y", "--ignore", "z", "--model", "--json")
                        .succeeded()
                        .json();
        RecordPredictor predictor =
                SavedModel.read(out.resolve("model.safetensors")).recordPredictor();
        Table all = Table.read(file, CsvFormat.standard());
        double squares = 0;
        for (int row = 0; row < all.rows(); row++) {
            Map<String, Object> record = new HashMap<>();
            for (TableColumn column : all.columns()) {
                record.put(
                        column.name(),
                        column.isNumeric() ? (Object) column.number(row) : column.text(row));
            }
            double error = predictor.predict(record).number() - all.column("y").number(row);
            squares += error * error;
        }
        assertEquals(
                json.getAsJsonObject("scores").get("rmse").getAsDouble(),
                Math.sqrt(squares / all.rows()),
                0.1);
    }

    @Test
    void rowsWithoutTargetAreLeftOut() throws IOException {
        Path file = write("gaps.csv", "a,y\n" + "1,2.5\n2,3.5\n3,NA\n4,5.5\n".repeat(10));
        Invocation run = table(file, "--target", "y", "--epochs", "2", "--no-plots");
        assertEquals(0, run.exitCode());
        assertTrue(run.err().contains("10 of 40 rows have no value of [y]"), run.err());
        assertTrue(run.out().contains("30 rows"), run.out());
    }

    @Test
    void trainsOnASample() throws IOException {
        Invocation run =
                table(line(300), "--target", "y", "--sample", "100", "--epochs", "2", "--no-plots");
        assertEquals(0, run.exitCode());
        assertTrue(run.err().contains("a random sample of 100 rows"), run.err());
        assertTrue(run.out().contains("100 rows"), run.out());
        table(line(300), "--target", "y", "--sample", "300", "--epochs", "2", "--no-plots")
                .succeeded();
        assertTrue(
                table(line(300), "--target", "y", "--sample", "299", "--epochs", "2", "--no-plots")
                        .err()
                        .contains("a random sample of 299 rows"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        --target=colour                          | no column 'colour'
        --target=y --label=z                     | give only one
        --target=y --ignore=y                    | both ignored and predicted
        --target=y --categorical=a --numeric=a   | exclude each other
        --target=y --numeric=size                | 'S'
        --target=y --ordinal=size                | size=S,M,L
        --target=y --ordinal=size=S,M            | "L"
        --target=y --max-categories=1            | expected a whole number from 2
        --target=y --impute=zero                 | mean, median or most-frequent
        --target=size --target=y                 | classes
        --target=y --digits                      | --digits
        --target=y --test-size=300               | leaves none of 300
        --target=y --ignore=a --ignore=b --ignore=size --drop=z | expected at least one
        """)
    void refusesOptionsThatDoNotSuitTheTable(String options, String problem) throws IOException {
        table(line(300), options.split(" ")).refused(problem);
        assertFalse(Files.exists(out));
    }

    /** What was meant as a number or date must not become categories. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "2024-01-%02d | 31.2.2024 | 399 of 400 values are dates, but not '31.2.2024' in row 201",
                "%02d.3.2024 | soon | 399 of 400 values are dates, but not 'soon' in row 201",
                "%d/12/2024 | 3/12/2024 | of which some countries write the day first",
                "%d km | 3 km | numbers with a unit or with separators of thousands, such as",
                "-$%d.50 | $1,000 | numbers with a unit or with separators of thousands, such as",
                "%d.5%% | 3% | numbers with a unit or with separators of thousands, such as",
                "$%d | $3 | numbers with a unit or with separators of thousands, such as",
                "%d,500.00 | 3 | numbers with a unit or with separators of thousands, such as",
                "%d,5 | 3,5 | state that they are decimal commas (option: --decimal-comma)",
                "%d,125 | 998 | remove them if they separate thousands, or state",
                "%d,5 | 3.5 | with commas and with points, such as '1,5' and '3.5': write all",
                "%d,5 | 1e39 | beyond the range of 32-bit floats",
            })
    void refusesNearMisses(String texts, String other, String problem) throws IOException {
        StringBuilder rows = new StringBuilder("a\tb\ty\n");
        for (int row = 0; row < 400; row++) {
            String text = row == 200 ? other : String.format(Locale.ROOT, texts, 1 + row % 28);
            rows.append(text).append('\t').append(row % 5).append('\t').append(row % 7 + ".5\n");
        }
        Path file = write("near.tsv", rows.toString());
        table(file, "--target=y").refused(problem);
        table(file, "--target=y").refused(file + ": column 'a'");
        assertEquals(0, table(file, "--target=y", "--categorical=a", "--epochs=1").exitCode());
    }

    /** Drives of cars, rooms, versions, addresses, ages, codes, parts, and what begins with 0. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2WD 4WD",
                "121B 13c",
                "1.0.0 2.10.3",
                "10.0.0.27 10.0.1.28",
                "20-29 30-39",
                "1st 2nd",
                "01 2A 95",
                "012 345 678",
                "4711-20-31 4712-99-99",
                "8.jpg 9.jpg",
                "9:30 10:45",
                "2024-Q1 2024-Q2"
            })
    void categoriesWithDigitsAreCategories(String texts) throws IOException {
        List<String> patterns = List.of(texts.split(" (?=\\S+$)"));
        StringBuilder rows = new StringBuilder("a\ty\n");
        for (int row = 0; row < 100; row++) {
            String text = patterns.get(row % patterns.size());
            String varied = row < 50 ? text : text.replaceFirst("\\d", "" + row % 10);
            rows.append(varied).append('\t').append(row % 7).append(".5\n");
        }
        Path file = write("categories.tsv", rows.toString());
        Invocation run = table(file, "--target=y", "--epochs=1");
        assertEquals(0, run.exitCode(), run.err());
    }

    @Test
    void theLastColumnThatIsLeftIsPredicted() throws IOException {
        Path file = write("note.csv", "a,y,note\n" + "1,2.5,x\n2,3.5,z\n".repeat(20));
        JsonObject json = table(file, "--ignore=note", "--epochs=1", "--json").succeeded().json();
        assertEquals("y", json.getAsJsonArray("target").get(0).getAsString());
        table(file, "--ignore=note", "--ignore=a", "--ignore=y").refused("all columns are ignored");
    }

    /** Distinct numbers are counted up to a limit. */
    @Test
    void theReportSaysWhereDistinctNumbersAreMore() throws IOException {
        StringBuilder rows = new StringBuilder("a,b,y\n");
        for (int row = 0; row < 1500; row++) {
            rows.append(row + ".5," + row % 9 + "," + row % 7 + ".5\n");
        }
        Path file = write("distinct.csv", rows.toString());
        JsonObject json = table(file, "--target=y", "--epochs=1", "--json").succeeded().json();
        JsonObject a = json.getAsJsonArray("columns").get(0).getAsJsonObject();
        JsonObject b = json.getAsJsonArray("columns").get(1).getAsJsonObject();
        assertEquals(1000, a.get("distinctAtLeast").getAsInt());
        assertFalse(a.has("distinct"));
        assertEquals(9, b.get("distinct").getAsInt());
        assertFalse(b.has("distinctAtLeast"));
    }

    /** A typing error must not turn a column of numbers into categories. */
    @Test
    void refusesNearlyNumericColumns() throws IOException {
        Path file =
                write("typo.csv", "a,b,y\n" + "1,x,2.5\n2,z,3.5\n".repeat(20) + "3,x,4\nl,x,1.5\n");
        table(file, "--target", "y").refused("41 of 42 values are numbers, but not 'l' in row 42");
        assertEquals(0, table(file, "--target", "y", "--missing", "l", "--epochs", "1").exitCode());
        assertEquals(
                0, table(file, "--target", "y", "--categorical", "a", "--epochs", "1").exitCode());
    }

    @Test
    void refusesIdentifiers() throws IOException {
        StringBuilder text = new StringBuilder("name,x,y\n");
        for (int row = 0; row < 50; row++) {
            text.append("n").append(row).append(',').append(row % 7).append(',');
            text.append(row * 0.5).append('\n');
        }
        Path file = write("names.csv", text.toString());
        table(file, "--target", "y").refused("ignore it if it is an identifier");
        assertEquals(0, table(file, "--target", "y", "--ignore", "name").exitCode());
        assertEquals(
                0, table(file, "--target", "y", "--max-categories", "3", "--epochs=1").exitCode());
    }

    /** As R writes its tables. */
    @Test
    void ignoresNamelessColumnsThatNameTheRows() throws IOException {
        StringBuilder text = new StringBuilder("\"\",\"x\",\"y\"\n");
        for (int row = 0; row < 30; row++) {
            text.append("\"Car ").append(row).append("\",").append(row % 7).append(',');
            text.append(row * 0.5).append('\n');
        }
        Path file = write("cars.csv", text.toString());
        JsonObject json = table(file, "--target=y", "--epochs=1", "--json").succeeded().json();
        assertEquals("ignored", kind(json, 0));
        assertEquals(1, json.getAsJsonArray("inputs").size());
    }

    @Test
    void aTargetOfFewNumbersIsOfClassesUnlessCalledNumeric() throws IOException {
        Path file = write("few.csv", "a,stars\n" + "1,1\n2,2\n3,3\n4,2\n".repeat(20));
        Invocation guessed = table(file, "--target=stars", "--epochs=1", "--json");
        assertTrue(guessed.err().contains("are taken for names of classes"), guessed.err());
        JsonObject classes = guessed.json();
        assertEquals("classes", classes.get("targetKind").getAsString());
        JsonObject numbers =
                table(file, "--target=stars", "--numeric=stars", "--epochs=1", "--json").json();
        assertEquals("numbers", numbers.get("targetKind").getAsString());
        JsonObject labels = table(file, "--epochs=1", "--json", "--numeric-classes").json();
        assertTrue(labels.has("testAccuracy"), "the present options keep their meaning");
    }

    @Test
    void readsWhatPeopleHave() throws IOException {
        Path file = temp.resolve("latin.csv");
        String rows = "\"7,4\";\"rot, oder\nnicht\";10,5\r\n6,9;grün;-\r\n".repeat(15);
        Files.writeString(
                file,
                "# a comment\r\nGröße;Farbe;Preis\r\n" + rows + "5;blau;8,25\r\n".repeat(10),
                Charset.forName("windows-1252"));
        Invocation run =
                table(
                        file,
                        "--target=Preis",
                        "--charset=windows-1252",
                        "--comments=#",
                        "--epochs=2",
                        "--no-plots");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.err().contains("15 of 40 rows have no value"), run.err());
        assertTrue(run.out().contains("grün"), run.out());
        assertTrue(run.out().contains("5 to 7.4"), run.out());
    }

    @Test
    void comparesSeeds() throws IOException {
        String report =
                table(line(100), "--target=y", "--seeds=1..3", "--epochs=5", "--no-plots")
                        .succeeded()
                        .out();
        assertTrue(report.contains("all 3 seeds"), report);
        String once =
                table(line(100), "--target=y", "--seed=3", "--epochs=5", "--no-plots")
                        .succeeded()
                        .out();
        assertEquals(sha(once), sha(report));
    }

    private static String sha(String report) {
        return report.lines().filter(line -> line.contains("SHA-256")).findFirst().orElseThrow();
    }

    @Test
    void thePageHasTheCommandThatRepeatsTheRun() throws IOException {
        table(line(100), "--target=y", "--ignore=z", "--epochs=5").succeeded();
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("scripts/train --data"), page);
        assertTrue(page.contains("--ignore=z"), page);
    }

    /** Rows of a number and of a target made of the row's number. */
    private Path targets(String name, IntFunction<String> target) throws IOException {
        StringBuilder text = new StringBuilder("a,t\n");
        for (int row = 0; row < 40; row++) {
            text.append(row % 7).append(',').append(target.apply(row)).append('\n');
        }
        return write(name, text.toString());
    }

    @Test
    void refusesTargetsThatNoNetworkLearns() throws IOException {
        table(targets("typo.csv", row -> row == 9 ? "n.a." : row + ".5"), "--target=t")
                .refused("39 of 40 values are numbers, but not 'n.a.' in row 10");
        table(targets("huge.csv", row -> row == 9 ? "1e39" : row + ".5"), "--target=t")
                .refused("beyond the range of 32-bit floats");
        table(targets("dates.csv", row -> "2026-03-" + (10 + row % 20)), "--target=t")
                .refused("holds dates");
        table(targets("texts.csv", row -> "text " + row), "--target=t")
                .refused("40 different texts in 40 rows");
        table(targets("same.csv", row -> "2.5"), "--target=t").refused("in all 40 rows");
        table(targets("one.csv", row -> "x"), "--target=t").refused("in all 40 rows");
        assertFalse(Files.exists(out));
    }

    @Test
    void refusesWhatDoesNotSuitANumber() throws IOException {
        Path file = targets("y.csv", row -> row + ".5");
        table(file, "--target=t", "--class-weights=balanced").refused("target of classes");
        table(file, "--target=t", "--recurrent").refused("--recurrent");
        table(file, "--target=t", "--output=sigmoid").refused("--output sigmoid");
        assertFalse(Files.exists(out));
        Path shares = targets("share.csv", row -> "0." + (10 + row));
        assertEquals(
                0,
                table(shares, "--target=t", "--output=sigmoid", "--epochs=1", "--no-plots")
                        .exitCode());
    }

    @Test
    void refusesColumnsOfTheSameName() throws IOException {
        Path file = write("twice.csv", "a,a,t\n" + "1,2,x\n2,3,y\n".repeat(20));
        table(file, "--target=t").refused("\"a\"").refused("line 1");
        table(file).refused("\"a\"");
    }

    /** Not as 200 classes, though each has two rows. */
    @Test
    void manyWholeNumbersArePredictedAsNumbers() throws IOException {
        Path file = targets("prices.csv", row -> Integer.toString(100 + row / 2 * 2 % 30));
        JsonObject few = table(file, "--json", "--epochs=1").json();
        assertTrue(few.has("testAccuracy"), "15 classes");
        Path many = write("many.csv", "a,t\n" + numbered(60) + numbered(60));
        JsonObject json = table(many, "--json", "--epochs=1").succeeded().json();
        assertEquals("numbers", json.get("targetKind").getAsString());
        JsonObject classes = table(many, "--json", "--epochs=1", "--numeric-classes").json();
        assertEquals(
                60, classes.getAsJsonObject("confusion").get("classes").getAsJsonArray().size());
    }

    private static String numbered(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> row % 9 + "," + (500 + row) + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void saysThatASingleRowIsNotStratified() throws IOException {
        Path file = targets("single.csv", row -> row == 0 ? "z" : row % 2 == 0 ? "x" : "y");
        Invocation run = table(file, "--target=t", "--epochs=1", "--no-plots");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.err().contains("class 'z' has a single row"), run.err());
        assertFalse(run.out().contains("stratified"), run.out());
    }
}
