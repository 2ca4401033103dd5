package dev.pomona.indexer.cli;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Starts Spark the way this job wants it. */
final class Sessions {

    private static final String MASTER = "spark.master";

    private Sessions() {}

    /** @param master Spark master, or null for the one of spark-submit or else this machine */
    static SparkSession start(@Nullable String master) {
        SparkConf configuration = new SparkConf()
                .setAppName("Pomona indexer")
                // Readers of an index trust its manifest; marker files beside the data would only be noise.
                .set("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
                // Names and labels of some 100,000 photos, so that recalling need not sort their features. Passes
                // through
                // the driver, so it must stay a bound.
                .setIfMissing("spark.sql.autoBroadcastJoinThreshold", "32m")
                .setIfMissing("spark.ui.showConsoleProgress", "false");
        if (master != null) {
            configuration.setMaster(master);
        } else if (!configuration.contains(MASTER)) {
            configuration
                    .setMaster("local[*]")
                    .set("spark.ui.enabled", "false")
                    // Spark's 200 are meant for a cluster; here each would be a task of a few photos.
                    .setIfMissing(
                            "spark.sql.shuffle.partitions",
                            String.valueOf(2 * Runtime.getRuntime().availableProcessors()))
                    .set("spark.driver.bindAddress", "127.0.0.1")
                    .set("spark.driver.host", "127.0.0.1");
        }
        return SparkSession.builder().config(configuration).getOrCreate();
    }
}
