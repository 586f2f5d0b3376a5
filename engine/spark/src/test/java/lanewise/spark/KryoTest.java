package lanewise.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import lanewise.spark.internal.training.Chunks;
import lanewise.spark.internal.training.RowFormat;
import lanewise.spark.internal.training.RowTable;
import lanewise.spark.internal.training.Training;

import org.apache.spark.SparkConf;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

import scala.reflect.ClassTag$;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;

/** Data that Spark sends has the same contents with {@code spark.serializer} set to Kryo. */
class KryoTest {
    private static final SerializerInstance KRYO =
            new KryoSerializer(new SparkConf(false)).newInstance();

    @SuppressWarnings("unchecked") // the class of the argument
    private static <T> T copy(T data) {
        Class<T> type = (Class<T>) data.getClass();
        ByteBuffer bytes = KRYO.serialize(data, ClassTag$.MODULE$.apply(type));
        return KRYO.deserialize(bytes, ClassTag$.MODULE$.apply(type));
    }

    private static RowTable rows() {
        RowFormat format = new RowFormat(2, 3, false, false, false, false);
        return RowTable.read(
                List.of(RowFactory.create(Vectors.dense(1, 2), 2.0)).iterator(), format, 0);
    }

    @Test
    void tables() {
        RowTable read = copy(rows());
        assertArrayEquals(new float[] {1, 2}, read.x());
        assertArrayEquals(rows().keys(), read.keys());
    }

    @Test
    void results() {
        Training.Result failed = copy(new Training.Result(null, new float[0], "no rows"));
        assertEquals("no rows", failed.problem());
    }

    @Test
    void trialsOfValidations() {
        Chunks<ValidationJob.Trial> chunks =
                new Chunks<>(
                        Comparator.comparingInt(ValidationJob.Trial::fold),
                        ValidationJob.Trial::cost);
        List<ValidationJob.Trial> trials =
                List.of(new ValidationJob.Trial(0, 0, 3), new ValidationJob.Trial(1, 0, 4));
        List<ValidationJob.Trial> chunk = chunks.ofCount(trials, 1).getFirst();
        assertEquals(chunk, copy(chunk));
        ValidationJob.Score score =
                new ValidationJob.Score(1, 2, 0.5, null, new float[0], null, null);
        assertEquals(score.score(), copy(score).score());
    }
}
