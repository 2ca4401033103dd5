package dev.pomona.indexer.cli;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Starts Spark with the settings of this job. */
class Sessions {

    private static final String MASTER = "spark.master";

    /**
     * Starts a session.
     *
     * @param master Spark master, or null for the one of spark-submit or else this machine
     */
    SparkSession start(@Nullable String master) {
        SparkConf configuration = new SparkConf()
                .setAppName("Pomona indexer")
                // Names and labels of some 100,000 photos, so that reuse need not sort their features. They pass
                // through the driver, so this is a bound on its memory.
                .setIfMissing("spark.sql.autoBroadcastJoinThreshold", "32m")
                .setIfMissing("spark.ui.showConsoleProgress", "false");
        if (master != null) {
            configuration.setMaster(master);
        } else if (!configuration.contains(MASTER)) {
            configuration
                    .setMaster("local[*]")
                    .set("spark.ui.enabled", "false")
                    // Spark's default of 200 is meant for a cluster; here each would be a task of a few photos.
                    .setIfMissing(
                            "spark.sql.shuffle.partitions",
                            String.valueOf(2 * Runtime.getRuntime().availableProcessors()))
                    .set("spark.driver.bindAddress", "127.0.0.1")
                    .set("spark.driver.host", "127.0.0.1");
        }
        new S3Settings(System.getenv())
                .addTo(configuration, configuration.get(MASTER).startsWith("local"));
        return SparkSession.builder().config(configuration).getOrCreate();
    }

    void stop(SparkSession spark) {
        spark.stop();
    }
}
