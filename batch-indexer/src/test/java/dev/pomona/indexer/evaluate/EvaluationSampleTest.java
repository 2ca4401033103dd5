package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.photos.PhotoRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;

class EvaluationSampleTest {

    private static final EvaluationSet AVAILABLE = new EvaluationSet("held out", 100, 100, 0, 0, 50);

    private final List<PhotoRow> photos = new ArrayList<>();

    private void add(int count, String label) {
        for (int i = 0; i < count; i++) {
            PhotoRow photo = new PhotoRow();
            photo.setPhoto((label.isEmpty() ? "wall" : label) + "/" + i);
            photo.setLabel(label);
            photo.setNegative(label.isEmpty());
            photo.setQuery(true);
            photos.add(photo);
        }
    }

    private Dataset<PhotoRow> available() {
        // The order of a listing: fruit first, other things last.
        add(88, "Kiwi");
        add(10, "Lime");
        add(2, "Plum");
        add(50, "");
        return LocalSpark.session().createDataset(photos, Encoders.bean(PhotoRow.class));
    }

    private static List<String> names(Dataset<PhotoRow> sample) {
        return sample.collectAsList().stream().map(PhotoRow::getPhoto).sorted().toList();
    }

    @Test
    void takesTheSameShareOfEachLabelAndCountsOtherThingsApart() {
        List<String> sample = names(new EvaluationSample(20, 10).of(available(), AVAILABLE));

        assertThat(sample).filteredOn(photo -> photo.startsWith("Kiwi")).hasSize(18);
        assertThat(sample).filteredOn(photo -> photo.startsWith("Lime")).hasSize(2);
        assertThat(sample).filteredOn(photo -> photo.startsWith("Plum")).hasSize(1);
        assertThat(sample).filteredOn(photo -> photo.startsWith("wall")).hasSize(10);
    }

    @Test
    void isTheSameWhateverTheOrderAndNotTheFirstOfIt() {
        EvaluationSample twenty = new EvaluationSample(20, 50);
        Dataset<PhotoRow> photos = available();

        List<String> sample = names(twenty.of(photos, AVAILABLE));

        assertThat(names(twenty.of(photos.repartition(7), AVAILABLE))).isEqualTo(sample);
        assertThat(sample).filteredOn(photo -> photo.startsWith("wall")).hasSize(50);
        assertThat(sample).anyMatch(photo -> photo.matches("Kiwi/[3-9]\\d"));
    }

    @Test
    void takesAllWhereTheyAreFewEnough() {
        assertThat(names(new EvaluationSample(100, 50).of(available(), AVAILABLE)))
                .hasSize(150);
    }
}
