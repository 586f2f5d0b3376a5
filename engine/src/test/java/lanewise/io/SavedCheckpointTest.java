package lanewise.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lanewise.internal.checkpoint.HistoryState;
import lanewise.internal.checkpoint.RunState;
import lanewise.io.ModelFileException.Problem;
import lanewise.testing.ReferenceFiles;
import lanewise.train.RunAccess;
import lanewise.train.TrainingRun;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Checkpoints survive in model files, and invalid ones are rejected with the reason. */
class SavedCheckpointTest {

    /**
     * The file is of an earlier build, whose sigmoid and softmax rounded differently, so the run
     * follows an uninterrupted one in all but the last bits.
     */
    @Test
    void resumesCheckpointsOfSchemaOne() throws IOException {
        SavedModel read =
                SavedModel.read(ReferenceFiles.path("models/schema-1-training.safetensors"));
        assertEquals(
                "135dfa35b1eec2a003a02d9ddb4c7ea8846fdf71e31fe1901c713c03b10bcbd4",
                read.model().parametersSha256());
        TrainingRun resumed =
                SavedFiles.trainer().resume(read.checkpoint().orElseThrow(), SavedFiles.rows());
        assertEquals(23, resumed.iteration());
        assertEquals(read.model().parametersSha256(), resumed.model().parametersSha256());
        resumed.advance(20);
        TrainingRun whole = SavedFiles.beginTraining();
        whole.advance(43);
        assertResumesAsWritten(read);
        assertEquals(whole.iteration(), resumed.iteration());
        assertArrayEquals(whole.model().parameters(), resumed.model().parameters(), 1e-5f);
        assertArrayEquals(
                whole.checkpoint().current().parameters(),
                resumed.checkpoint().current().parameters(),
                1e-5f);
    }

    /** Nothing that a run resumes from is lost when the file is written again. */
    private static void assertResumesAsWritten(SavedModel read) throws IOException {
        SavedModel again = SavedModel.read(new ByteArrayInputStream(SavedFiles.bytes(read)));
        List<byte[]> files = new ArrayList<>();
        for (SavedModel saved : List.of(read, again)) {
            TrainingRun run =
                    SavedFiles.trainer()
                            .resume(saved.checkpoint().orElseThrow(), SavedFiles.rows());
            run.advance(20);
            files.add(
                    SavedFiles.bytes(SavedModel.of(run.model()).withCheckpoint(run.checkpoint())));
        }
        assertArrayEquals(files.get(0), files.get(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        "lanewise.training"        | "other.training"          | INCONSISTENT    | unexpected tensors
        \\"optimizer\\":\\"ADAM\\" | \\"optimizer\\":\\"SGD\\"   | INCONSISTENT    | unexpected tensors
        \\"optimizer\\":\\"ADAM\\" | \\"optimizer\\":\\"LION\\"  | INCONSISTENT    | LION
        \\"iteration\\":23         | \\"iteration\\":22         | INCONSISTENT    | expected [22]
        \\"iteration\\":23         | \\"iteration\\":-1         | INCONSISTENT    | lanewise.training
        \\"rows\\":7               | \\"rows\\":8               | INCONSISTENT    | expected [8]
        \\"rows\\":7               | \\"rows\\":2000000000      | INCONSISTENT    | expected [2000000000]
        \\"batchRows\\":3          | \\"batchRows\\":8          | INCONSISTENT    | expected 1 to 7
        \\"batchRows\\":3          | \\"batchRows\\":7          | INCONSISTENT    | in a single batch
        \\"batchRows\\":3          | \\"batchRows\\":2          | INCONSISTENT    | 3 rows at index
        \\"seed\\":7               | \\"seed\\":-7              | INCONSISTENT    | seed -7
        \\"seed\\":7               | \\"sid\\":7                | INCONSISTENT    | exactly
        \\"randomPosition\\":62    | \\"randomPosition\\":625   | INCONSISTENT    | position 625
        ,\\"randomPosition\\":62   | ``                        | INCONSISTENT    | unexpected tensors
        \\"best\\":true            | \\"best\\":false           | INCONSISTENT    | training.parameters
        \\"epochsWithout\\":0      | \\"epochsWithout\\":-1     | INCONSISTENT    | -1 epochs
        \\"epochsWithout\\":0      | \\"epochsWithout\\":8      | INCONSISTENT    | 8 epochs without improvement: expected at most 7
        "training.order"           | "training.other"          | INCONSISTENT    | no tensor training.order
        "U32"                      | "I32"                     | WRONG_DTYPE     | expected U32
        """)
    void rejectsInvalidCheckpoints(String part, String instead, Problem problem, String message) {
        byte[] file = SavedFiles.bytes(SavedFiles.training());
        String header = SavedFiles.header(file);
        assertTrue(header.contains(part), header);
        SavedFiles.assertProblem(
                problem, SavedFiles.withHeader(file, header.replace(part, instead)), message);
    }

    @Test
    void rejectsABestModelBeforeTheEndOfTheFirstEpoch() {
        SavedModel saved = SavedFiles.training();
        RunState state = RunAccess.state(saved.checkpoint().orElseThrow());
        HistoryState nothing = new HistoryState(new float[0], new int[0], new int[0]);
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new RunState(
                                        state.parameters(),
                                        2, // of three
                                        state.loss(),
                                        state.memory(),
                                        state.rows(),
                                        state.batchRows(),
                                        state.shards(),
                                        state.seed(),
                                        state.order(),
                                        state.patience(),
                                        nothing));
        assertTrue(e.getMessage().contains("end of the first epoch"), e.getMessage());
    }

    @Test
    void rejectsInvalidNumbersInCheckpoints() {
        byte[] file = SavedFiles.bytes(SavedFiles.training());
        int end = file.length; // order, then 23 losses, hits and numbers of rows
        assertNumber(file, end - 4, 0, Problem.INCONSISTENT, "of 0 rows at index 22");
        assertNumber(file, end - 96, 4, Problem.INCONSISTENT, "4 hits of 3 rows at index 22");
        int nan = Float.floatToRawIntBits(Float.NaN);
        assertNumber(file, end - 3 * 92, nan, Problem.NOT_FINITE, "training.history.loss is NaN");
        int order = end - 3 * 92 - 28;
        assertNumber(file, order, 7, Problem.INCONSISTENT, "row 7 at index 0");
        assertNumber(file, order, -1, Problem.INCONSISTENT, "row -1 at index 0");
        int first = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(order);
        assertNumber(file, order + 4, first, Problem.INCONSISTENT, "twice in the row order");
        int second = order - 4 * 624 - 4;
        int negative = Float.floatToRawIntBits(-1f);
        assertNumber(file, second, negative, Problem.INCONSISTENT, "mean of squares 16 is -1");
        assertNumber(file, second, nan, Problem.NOT_FINITE, "element 16 of tensor training.second");
        assertNumber(file, second - 68, nan, Problem.NOT_FINITE, "tensor training.first");
        assertNumber(file, second - 136, nan, Problem.NOT_FINITE, "tensor training.parameters");
    }

    private static void assertNumber(
            byte[] file, int at, int bits, Problem problem, String message) {
        byte[] changed = file.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, bits);
        SavedFiles.assertProblem(problem, SavedFiles.withChecksum(changed), message);
    }
}
