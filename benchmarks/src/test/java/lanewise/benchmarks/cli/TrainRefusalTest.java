package lanewise.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command {@code train} reports errors in one line and leaves no files behind. */
class TrainRefusalTest extends TrainInFolder {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        --sead=3                    | or --seed or
        --sead 3                    | Unknown option
        stray                       | stray
        @stray                      | @stray
        --hidden                    | --hidden
        --model=file                | --model takes no value
        --label --json              | --label
        --hidden=                   | --hidden
        --hidden=2,,3               | such as 16,8
        --hidden=-3                 | such as 16,8
        --hidden=0                  | a layer of 0 units
        --hidden=16777216           | 16777215
        --hidden=16777215,16777215  | make the layers smaller
        --iterations=0              | whole number from 1
        --iterations=1e3            | whole number from 1
        --iterations=3000000000     | 2147483647
        --learning-rate=0           | above 0
        --learning-rate=-0.1        | above 0
        --learning-rate -0.1        | above 0
        --learning-rate=NaN         | above 0
        --learning-rate=0,1         | above 0
        --learning-rate=1f          | above 0
        --learning-rate=1e999       | above 0
        --learning-rate=1e300       | in the range of float
        --seed=-1                   | 4294967295
        --seed=4294967296           | 4294967295
        --seed=ten                  | 4294967295
        --split-seed=-1             | 4294967295
        --split-seed=4294967296     | 4294967295
        --test-size=0               | --test-size
        --test-size=150             | leaves none of 150
        --patience=5 --validation-size=0.999 | (options: --test-size, --validation-size)
        --test-size=1.5             | --test-size
        --test-size=some            | "some"
        --label=colour              | no column "colour"
        --label=5                   | out of range
        --kernels=fast              | auto, scalar, vector or specialised
        --damping=0.5               | add --recurrent
        --tolerance=1e-4            | add --recurrent
        --max-sweeps=9              | add --recurrent
        --no-self-connections       | add --recurrent
        --no-acceleration           | add --recurrent
        --recurrent --damping=1     | below 1
        --recurrent --tolerance=2   | below 1
        --recurrent --max-sweeps=0  | whole number from 1
        --recurrent --hidden=4,3    | give one number
        --recurrent --dropout=0.5   | use --output softmax
        --recurrent --activation relu | use --output softmax
        --recurrent --output softmax --hidden none | set their number
        --recurrent --kernels=specialised | recurrent layers are not supported
        --recurrent --max-sweeps=1  | --max-sweeps
        --no-plots=perhaps          | --no-plots
        --out=                      | --out
        --data=                     | --data
        --bias --bias               | --bias
        """)
    void rejectsInvalidOptionsInOneLine(String options, String part) {
        List<String> args = new ArrayList<>(List.of(options.split(" ")));
        if (!options.contains("--data")) {
            args.add("--data=" + Invocation.iris());
        }
        if (!options.contains("--out")) {
            args.add("--out=" + out);
        }
        if (!options.contains("--iterations")) {
            args.add("--iterations=5");
        }
        Invocation.train(args.toArray(String[]::new)).refused(part);
        assertFalse(Files.exists(out), "a failed run must not leave files");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        empty.csv   | ''                      | the file is empty
        header.csv  | x,label\\n              | no rows of data
        ragged.csv  | x,label\\n1,a\\n2\\n    | line 3
        number.csv  | x,label\\n1,a\\nq,b\\n  | "q" is not a number
        onlyone.csv | x,label\\n1,a\\n2,a\\n  | at least two classes
        onerow.csv  | x,label\\n1,a\\n        | at least two classes
        """)
    void rejectsInvalidData(String name, String text, String part) throws IOException {
        Path csv = write(name, text.replace("\\n", "\n"));
        Invocation.train("--data=" + csv, "--out=" + out, "--test-size=1")
                .refused(part)
                .refused(name);
        assertFalse(Files.exists(out));
    }

    @Test
    void rejectsMissingFile() {
        Invocation.train("--data=" + temp.resolve("gone.csv"), "--out=" + out)
                .refused("no such file");
        Invocation.train("--data=" + temp, "--out=" + out).refused("is a directory");
    }

    @Test
    void rejectsUnusableDirectoryBeforeTraining() throws IOException {
        // More iterations than a test could wait for: they must not start.
        String endless = "--iterations=2000000000";
        Path file = write("file", "mine");
        out = file;
        train(endless).refused("is not a directory");
        out = file.resolve("below");
        train(endless).refused("is not a directory");
        out = Files.createDirectories(temp.resolve("taken/history.csv")).getParent();
        train(endless).refused("not a regular file but a directory");
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void doesNotOverwriteData() throws IOException {
        Path csv = write("history.csv", "x,label\n1,a\n2,b\n");
        Invocation.train("--data=" + csv, "--out=" + temp, "--test-size=1")
                .refused("would overwrite the input");
        assertEquals("x,label\n1,a\n2,b\n", Files.readString(csv));
    }

    @Test
    void failedRunLeavesDirectoryUnchanged() throws IOException {
        train("--iterations=2").succeeded();
        byte[] before = Files.readAllBytes(out.resolve("history.csv"));
        train("--iterations=100", "--learning-rate=1e38").refused("diverged");
        train("--iterations=100", "--learning-rate=1e38", "--seeds=1..3").refused("diverged");
        assertEquals(List.of("history.csv"), names(out));
        assertEquals(
                Arrays.toString(before),
                Arrays.toString(Files.readAllBytes(out.resolve("history.csv"))));
    }

    @Test
    void warnsOfALossThatGrows() throws IOException {
        StringBuilder rows = new StringBuilder("income,age,kind\n");
        for (int k = 0; k < 40; k++) {
            rows.append(20_000 + 500 * k).append(',').append(20 + k % 40);
            rows.append(k % 3 == 0 ? ",yes\n" : ",no\n");
        }
        Path file = write("unscaled.csv", rows.toString());
        String[] options = {
            "--data=" + file,
            "--out=" + out,
            "--no-plots",
            "--iterations=5",
            "--output=identity",
            "--hidden=none"
        };
        Invocation growing = Invocation.train(with(options, "--learning-rate=1e-6"));
        assertEquals(0, growing.exitCode(), growing.err());
        assertTrue(growing.err().contains("times its minimum; the largest"), growing.err());
        assertTrue(growing.err().contains("use --scale"), growing.err());
        Invocation saturated =
                Invocation.train("--data=" + file, "--out=" + out, "--no-plots", "--iterations=5");
        assertEquals(
                "train: warning: the largest values of two features differ by a factor of 675: use"
                        + " --scale",
                saturated.err().strip());
        Invocation scaled = Invocation.train(with(options, "--scale=min-max")).succeeded();
        assertEquals("", scaled.err());
    }

    private static String[] with(String[] options, String another) {
        String[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = another;
        return all;
    }
}
