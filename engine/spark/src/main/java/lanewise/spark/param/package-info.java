/**
 * The parameters that estimators and models have in common, as Spark's package {@code
 * org.apache.spark.ml.param}.
 *
 * <p>Depends on Spark only. Start with {@link lanewise.spark.param.LanewiseParams}.
 */
package lanewise.spark.param;
