package lanewise.spark;

import org.apache.spark.sql.SparkSession;

/** A test with a session. */
public abstract class SparkTest {
    protected static final SparkSession spark = Sessions.local();
}
