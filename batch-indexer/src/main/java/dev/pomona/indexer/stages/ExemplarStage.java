package dev.pomona.indexer.stages;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import dev.pomona.indexer.exemplars.ExemplarRule;
import dev.pomona.indexer.exemplars.Exemplars;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.photos.PhotoSource;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.publish.VersionTables;
import dev.pomona.model.index.ExemplarTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Chooses, renders and writes the exemplars of each label. The vectors must have been written. */
record ExemplarStage(IndexParameters parameters, Progress progress, VersionTables tables) {

    /**
     * Runs the stage.
     *
     * @param indexed photos of the index
     */
    void run(Dataset<PhotoRow> indexed) throws IOException {
        SparkSession spark = indexed.sparkSession();
        Exemplars exemplars = new Exemplars(
                spark,
                parameters.exemplars().perLabel(),
                rule(spark.sessionState().newHadoopConf()),
                parameters.network().backbone());
        tables.writeExemplars(exemplars.of(tables.vectors(), indexed));
        Row written = tables.exemplars()
                .agg(
                        count(lit(1)),
                        count_distinct(col(ExemplarTable.LABEL)),
                        coalesce(sum(length(col(ExemplarTable.JPEG))), lit(0L)))
                .first();
        progress.say(String.format(
                Locale.ROOT,
                "exemplars: %d pictures of %d labels, %.1f MB",
                written.getLong(0),
                written.getLong(1),
                written.getLong(2) / 1e6));
    }

    /** A value that names a folder of this run means all its photos; any other is a glob. */
    private ExemplarRule rule(Configuration configuration) throws IOException {
        List<String> from = parameters.exemplars().from();
        if (from.isEmpty()) {
            return ExemplarRule.any();
        }
        List<String> folders = Stream.concat(
                        parameters.sources().photos().stream(), parameters.heldOut().locations(true).stream())
                .toList();
        Set<String> sources = new HashSet<>();
        List<String> globs = new ArrayList<>();
        for (String value : from) {
            if (folders.contains(value)) {
                sources.add(PhotoSource.pathOf(value, configuration));
            } else {
                globs.add(value);
            }
        }
        return ExemplarRule.of(sources, globs);
    }
}
