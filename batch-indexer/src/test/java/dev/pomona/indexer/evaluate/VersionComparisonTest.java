package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.photos.PackedFeatures;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.ReductionTable;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Status;
import dev.pomona.model.reduction.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** The current version indexes one Kiwi along the first feature and one Lime along the second. */
class VersionComparisonTest {

    private static final int DIMENSION = 1280;

    private static final String FINGERPRINT = "sha256:0";
    private static final int VIEWS = 4;

    private final SparkSession spark = LocalSpark.session();
    private final Map<String, Dataset<Row>> tables = new HashMap<>(Map.of(
            IndexLayout.EVALUATION,
            OutcomeTable.of(
                    spark,
                    List.of(outcome("recorded right", "Kiwi", "Kiwi"), outcome("recorded wrong", "Kiwi", "Lime"))),
            IndexLayout.FEATURES,
            table(new StructType().add("content_hash", DataTypes.StringType), RowFactory.create("indexed")),
            IndexLayout.VECTORS,
            table(
                    new StructType()
                            .add("label", DataTypes.StringType)
                            .add("photo", DataTypes.StringType)
                            .add("vector", DataTypes.createArrayType(DataTypes.FloatType)),
                    RowFactory.create("Kiwi", "1.jpg", List.of(1f, 0f)),
                    RowFactory.create("Lime", "2.jpg", List.of(0f, 1f))),
            IndexLayout.REDUCTION,
            reduction()));
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<PhotoRow> photos = new ArrayList<>();

    private Dataset<Row> table(StructType schema, Row... rows) {
        return spark.createDataFrame(Arrays.asList(rows), schema);
    }

    private Dataset<Row> reduction() {
        float[] deviation = new float[DIMENSION];
        Arrays.fill(deviation, 1);
        float[][] components = {axis(0), axis(1)};
        return table(
                new StructType()
                        .add(ReductionTable.PART, DataTypes.StringType)
                        .add(ReductionTable.NUMBER, DataTypes.IntegerType)
                        .add(ReductionTable.VALUES, DataTypes.createArrayType(DataTypes.FloatType)),
                ReductionTable.rows(Reduction.principalComponents(new float[DIMENSION], deviation, components)).stream()
                        .map(row -> RowFactory.create(row.part(), row.row(), row.values()))
                        .toArray(Row[]::new));
    }

    private static float[] axis(int feature) {
        float[] axis = new float[DIMENSION];
        axis[feature] = 1;
        return axis;
    }

    private static Outcome outcome(String hash, String label, String answer) {
        Outcome.Ranking ranking =
                new Outcome.Ranking(answer, 0.9, 0.1, label.equals(answer) ? 1 : 0, Status.RECOGNISED);
        return new Outcome("", hash, label, 0.9, ranking, ranking, true);
    }

    /** Adds a query along a feature, and what the new version answers. */
    private void query(String hash, String label, String answer, int feature) {
        outcomes.add(outcome(hash, label, answer));
        PhotoRow photo = new PhotoRow();
        photo.setContentHash(hash);
        photo.setLabel(label);
        float[][] views = new float[VIEWS][];
        Arrays.fill(views, axis(feature));
        photo.setQueryFeatures(PackedFeatures.pack(views));
        photos.add(photo);
    }

    private PairedComparison compare(String fingerprint) {
        Manifest current = new Manifest(
                Manifest.FORMAT_VERSION,
                "20260101T000000Z-00000001",
                "2026-01-01T00:00:00Z",
                FINGERPRINT,
                List.of(),
                new Manifest.Parameters(1, VIEWS, 0.99, null, "lda", 0.1, List.of(), List.of(), "parent", null, null),
                new Manifest.Counts(2, 0, Map.of("Kiwi", 1L, "Lime", 1L), Map.of()),
                new Manifest.ReductionSummary(DIMENSION, 2, 2, List.of(0.9, 0.1)),
                AnswerRules.UNMEASURED,
                Manifest.Evaluation.NONE,
                List.of(),
                List.of());
        return new VersionComparison(current, name -> Optional.ofNullable(tables.get(name)))
                .compare(outcomes, spark.createDataset(photos, Encoders.bean(PhotoRow.class)), VIEWS, fingerprint);
    }

    @Test
    void takesRecordedOutcomesOfPhotosThatWereHeldOutOfBoth() {
        query("recorded right", "Kiwi", "Lime", 0);
        query("recorded wrong", "Kiwi", "Kiwi", 0);
        assertThat(compare(FINGERPRINT)).isEqualTo(new PairedComparison(2, 1, 1));
    }

    @Test
    void recordedOutcomesCountWhateverTheExtractorOfTheNewVersion() {
        query("recorded right", "Kiwi", "Lime", 0);
        query("new", "Kiwi", "Lime", 0);
        assertThat(compare("sha256:1")).isEqualTo(new PairedComparison(1, 1, 0));
    }

    @Test
    void searchesPhotosThatTheCurrentVersionHasNeverSeen() {
        query("new 1", "Kiwi", "Lime", 0);
        query("new 2", "Kiwi", "Kiwi", 1);
        query("new 3", "Lime", "Lime", 1);
        assertThat(compare(FINGERPRINT)).isEqualTo(new PairedComparison(3, 1, 1));
    }

    @Test
    void leavesOutPhotosThatTheCurrentVersionIndexes() {
        query("indexed", "Kiwi", "Lime", 0);
        assertThat(compare(FINGERPRINT)).isEqualTo(PairedComparison.NONE);
    }

    @Test
    void leavesOutLabelsThatTheCurrentVersionLacks() {
        query("new", "Plum", "Plum", 0);
        query("recorded right", "Plum", "Plum", 0);
        assertThat(compare(FINGERPRINT)).isEqualTo(PairedComparison.NONE);
    }

    @Test
    void withoutATableNothingIsSearched() {
        query("new", "Kiwi", "Lime", 0);
        query("recorded right", "Kiwi", "Lime", 0);
        tables.remove(IndexLayout.FEATURES);
        assertThat(compare(FINGERPRINT)).isEqualTo(new PairedComparison(1, 1, 0));
        tables.remove(IndexLayout.EVALUATION);
        assertThat(compare(FINGERPRINT)).isEqualTo(PairedComparison.NONE);
    }
}
