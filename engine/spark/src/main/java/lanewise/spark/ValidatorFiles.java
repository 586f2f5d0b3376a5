package lanewise.spark;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.ValidatorParams;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;

import scala.Option;
import scala.Tuple4;
import scala.jdk.javaapi.CollectionConverters;

import java.util.List;
import java.util.function.Function;

/** Reads validators that Spark's own writers saved. */
final class ValidatorFiles {
    private ValidatorFiles() {}

    /**
     * A reader of validators.
     *
     * @param type the class of the validators
     * @param make makes one of its identifier
     * @param <T> the class that the reader states, Spark's
     */
    static <T extends ValidatorParams> MLReader<T> reader(
            Class<? extends T> type, Function<String, ? extends T> make) {
        return new MLReader<>() {
            @Override
            public T load(String directory) {
                Tuple4<DefaultParamsReader.Metadata, ? extends Estimator<?>, Evaluator, ParamMap[]>
                        parts = ValidatorParams.loadImpl(directory, sparkSession(), type.getName());
                T validator = make.apply(parts._1().uid());
                set(validator, validator.estimator(), parts._2());
                set(validator, validator.evaluator(), parts._3());
                set(validator, validator.estimatorParamMaps(), parts._4());
                List<String> done = List.of("estimatorParamMaps"); // has no JSON form
                parts._1()
                        .getAndSetParams(
                                validator,
                                Option.apply(CollectionConverters.asScala(done).toList()));
                return validator;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <V> void set(ValidatorParams validator, Param<V> param, Object value) {
        validator.set(param, (V) value);
    }
}
