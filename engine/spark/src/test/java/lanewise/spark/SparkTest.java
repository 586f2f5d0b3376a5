package lanewise.spark;

import org.apache.spark.sql.SparkSession;

/** A test with a session. */
abstract class SparkTest {
    static final SparkSession spark = Sessions.local();
}
