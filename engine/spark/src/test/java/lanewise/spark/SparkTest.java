package lanewise.spark;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;

/** A test with a session, which all test classes share because one takes seconds to start. */
abstract class SparkTest {
    private static SparkSession shared;

    /** The session of this JVM, with two threads. */
    static SparkSession spark;

    @BeforeAll
    static synchronized void startSession() {
        if (shared == null) {
            shared =
                    SparkSession.builder()
                            .master("local[2]")
                            .appName("lanewise")
                            .config("spark.ui.enabled", "false")
                            .config("spark.sql.shuffle.partitions", "2")
                            .config("spark.driver.host", "127.0.0.1")
                            .config("spark.driver.bindAddress", "127.0.0.1")
                            .getOrCreate();
        }
        spark = shared;
    }
}
