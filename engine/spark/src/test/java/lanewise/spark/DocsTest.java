package lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** The programs of the page for Spark users compile and print what it shows. */
class DocsTest extends SparkTest {
    private static final Pattern FENCE =
            Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final String END_OF_BLOCK = "<end of block>";

    /** What the page takes for granted. */
    private static final String IMPORTS =
            """
            import lanewise.*;
            import lanewise.data.Csv;
            import lanewise.io.*;
            import lanewise.metrics.Metric;
            import lanewise.optimize.*;
            import lanewise.select.*;
            import lanewise.spark.*;
            import lanewise.split.*;
            import lanewise.train.Trainer;
            import org.apache.spark.ml.*;
            import org.apache.spark.ml.evaluation.*;
            import org.apache.spark.ml.feature.StandardScaler;
            import org.apache.spark.ml.param.ParamMap;
            import org.apache.spark.ml.tuning.*;
            import org.apache.spark.sql.*;
            import java.nio.file.Path;
            import java.util.List;
            """;

    private static List<Matcher> blocks;

    @TempDir private Path folder;

    @BeforeAll
    static void readPage() throws IOException {
        String page = Files.readString(Path.of("docs/spark.md"));
        blocks = new ArrayList<>();
        Matcher fences = FENCE.matcher(page);
        while (fences.find()) {
            Matcher block = FENCE.matcher(fences.group());
            assertTrue(block.find());
            blocks.add(block);
        }
    }

    @Test
    void javaPrintsWhatThePageShows() throws Exception {
        StringBuilder program = new StringBuilder(IMPORTS);
        program.append("public class Page {\npublic static void run(SparkSession spark, ");
        program.append("Dataset<Row> train, Dataset<Row> test, String folder) throws Exception {\n");
        List<String> expected = new ArrayList<>();
        for (Matcher block : blocks) {
            if (block.group(1).equals("java")) {
                program.append(block.group(2).replace("src-test-data/", testData()));
                program.append("System.out.println(\"" + END_OF_BLOCK + "\");\n");
                expected.add("");
            } else if (block.group(1).equals("text")) {
                expected.set(expected.size() - 1, block.group(2));
            }
        }
        String[] printed = run(program.append("}\n}\n").toString()).split(END_OF_BLOCK + "\\R", -1);
        for (int k = 0; k < expected.size(); k++) {
            assertEquals(expected.get(k), printed[k], "block " + k);
        }
    }

    private static String testData() {
        return System.getProperty("lanewise.testData") + "/";
    }

    private String run(String program) throws Exception {
        Path source = Files.writeString(folder.resolve("Page.java"), program);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(messages, true, StandardCharsets.UTF_8);
        int status =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(out, out, "-d", folder.toString(), source.toString());
        assertEquals(0, status, messages::toString);
        Path jar = folder.resolve("page.jar");
        ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(out, out, "-c", "-f", jar.toString(), "-C", folder.toString(), ".");
        spark.sparkContext().addJar(jar.toString()); // for the tasks
        Dataset<Row>[] parts = Tables.iris(spark, 2).randomSplit(new double[] {0.8, 0.2}, 1);
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, context)) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            Thread.currentThread().setContextClassLoader(loader);
            loader.loadClass("Page")
                    .getMethod(
                            "run", SparkSession.class, Dataset.class, Dataset.class, String.class)
                    .invoke(null, spark, parts[0].cache(), parts[1].cache(), folder.toString());
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        } finally {
            System.setOut(before);
            Thread.currentThread().setContextClassLoader(context);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void scalaCompiles() throws Exception {
        for (Matcher block : blocks) {
            if (block.group(1).equals("scala")) {
                Path source = folder.resolve("Page.scala");
                Files.writeString(
                        source,
                        "class Page(train: org.apache.spark.sql.DataFrame,"
                                + " test: org.apache.spark.sql.DataFrame) {\n"
                                + block.group(2)
                                + "}\n");
                Process scala =
                        new ProcessBuilder(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "scala.tools.nsc.Main",
                                        "-usejavacp",
                                        "-d",
                                        folder.toString(),
                                        source.toString())
                                .redirectErrorStream(true)
                                .start();
                String printed = new String(scala.getInputStream().readAllBytes());
                assertEquals(0, scala.waitFor(), printed);
            }
        }
        assertTrue(Files.exists(folder.resolve("Page.class")), "no Scala on the page");
    }
}
