package dev.pomona.indexer;

import org.apache.spark.sql.SparkSession;

/** A Spark session on this machine, shared by the tests of this JVM. */
public final class LocalSpark {

    private LocalSpark() {}

    /** The running session, or a new one where a test has stopped it. */
    public static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
    }
}
