package dev.pomona.indexer.publish;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Lets Spark write the tables of an index in a bucket without renaming, which copies there: with the magic committer of
 * Hadoop's connector each part is uploaded to the place where it stays, and appears when its table is committed. Where a
 * cluster has another connector, lacks Spark's binding to the committer or has chosen a committer, its own remains. That is
 * safe, for no reader looks for a part before the manifest names it; it may only be slow.
 */
final class BucketCommitter {

    private static final String CONNECTOR = "org.apache.hadoop.fs.s3a.S3AFileSystem";
    private static final String FACTORY = "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory";

    /** Of Spark's session: its binding to the committers of Hadoop's file systems. */
    private static final Map<String, String> BINDING = Map.of(
            "spark.sql.sources.commitProtocolClass",
            "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol",
            "spark.sql.parquet.output.committer.class",
            "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter");

    /** Of a write: the connector's committer, whichever scheme names the bucket. They do nothing without the binding. */
    static final Map<String, String> OPTIONS = Map.of(
            "fs.s3a.committer.name", "magic",
            "mapreduce.outputcommitter.factory.scheme.s3", FACTORY,
            "mapreduce.outputcommitter.factory.scheme.s3a", FACTORY);

    private BucketCommitter() {}

    /**
     * Sets the committer of a session.
     *
     * @param root URI of the index
     */
    static void use(SparkSession spark, String root) throws IOException {
        if (isChosen(spark)) {
            return;
        }
        Configuration hadoop = spark.sessionState().newHadoopConf();
        URI uri = new Path(root).toUri();
        if (String.valueOf(uri.getScheme()).startsWith("s3")
                && FileSystem.getFileSystemClass(uri.getScheme(), hadoop)
                        .getName()
                        .equals(CONNECTOR)
                && Stream.concat(BINDING.values().stream(), Stream.of(FACTORY))
                        .allMatch(name -> hadoop.getClassByNameOrNull(name) != null)) {
            BINDING.forEach(spark.conf()::set);
        }
    }

    /** Returns whether the operator or the cluster has chosen a committer; Spark's defaults are no choice. */
    private static boolean isChosen(SparkSession spark) {
        return BINDING.keySet().stream().anyMatch(spark.sparkContext().getConf()::contains);
    }
}
