package dev.pomona.indexer.photos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * Lists photos below folders or bucket prefixes. Their bytes are read later, on the executors, where a file that cannot
 * be read is a reject and not the end of the job.
 */
public final class PhotoSource {

    private final SparkSession spark;
    private final PathFilter filter;

    public PhotoSource(SparkSession spark, PathFilter filter) {
        this.spark = spark;
        this.filter = filter;
    }

    /**
     * The photos below these folders: those to be indexed, and those to be asked and not indexed.
     *
     * @param asked folders of photos to ask; may be empty
     * @throws IOException if a folder does not exist or cannot be listed
     */
    public Dataset<PhotoFile> list(List<String> indexed, List<String> asked) throws IOException {
        List<String> toIndex = qualify(indexed);
        List<String> toAsk = qualify(asked);
        PhotoNames names =
                PhotoNames.below(Stream.concat(toIndex.stream(), toAsk.stream()).toList());
        Dataset<PhotoFile> files = list(toIndex, names);
        return toAsk.isEmpty()
                ? files
                : files.unionByName(list(toAsk, names)
                        .withColumn("indexed", lit(false))
                        .withColumn("asked", lit(true))
                        .as(Encoders.bean(PhotoFile.class)));
    }

    private Dataset<PhotoFile> list(List<String> folders, PhotoNames names) {
        PathFilter wanted = filter;
        JavaRDD<PhotoFile> files = new FolderListing(
                        JavaSparkContext.fromSparkContext(spark.sparkContext()),
                        spark.sessionState().newHadoopConf())
                .files(folders)
                .map(names::describe)
                .filter(photo -> wanted.takes(photo.getPhoto()));
        return spark.createDataset(files.rdd(), Encoders.bean(PhotoFile.class));
    }

    /**
     * Marks a share of each label's photos, at least none and never all, as asked. Which ones depends on their names
     * alone, so that the same photos are chosen in every run.
     */
    public Dataset<PhotoFile> holdOut(Dataset<PhotoFile> photos, double share) {
        Column rank = row_number().over(Window.partitionBy("label").orderBy(xxhash64(col("photo")), col("photo")));
        Column total = count(lit(1)).over(Window.partitionBy("label"));
        return photos.withColumn("asked", rank.leq(total.multiply(share))).as(Encoders.bean(PhotoFile.class));
    }

    private List<String> qualify(List<String> folders) throws IOException {
        List<String> qualified = new ArrayList<>();
        for (String folder : folders) {
            Path path = new Path(folder);
            FileSystem files = path.getFileSystem(spark.sessionState().newHadoopConf());
            Path absolute = files.makeQualified(path);
            if (!files.exists(absolute)) {
                throw new IOException("there is no folder " + folder);
            }
            qualified.add(absolute.toString());
        }
        return qualified;
    }
}
