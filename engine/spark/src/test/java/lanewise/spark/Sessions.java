package lanewise.spark;

import org.apache.spark.sql.SparkSession;

/** The Spark session that all tests of a JVM share, since one takes seconds to start: two cores. */
public final class Sessions {
    private Sessions() {}

    public static SparkSession local() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("lanewise")
                .config("spark.ui.enabled", "false")
                .config("spark.hadoop.fs.file.impl", LocalFiles.class.getName())
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
    }
}
