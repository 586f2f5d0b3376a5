package lanewise.spark;

import org.apache.spark.sql.SparkSession;

/** The Spark session of the tests of a JVM, with two cores. */
final class Sessions {
    private Sessions() {}

    static SparkSession local() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("lanewise")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
    }
}
