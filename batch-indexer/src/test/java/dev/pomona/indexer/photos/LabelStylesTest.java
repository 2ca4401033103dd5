package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.LocalSpark;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;

class LabelStylesTest {

    private static Dataset<PhotoRow> files(int photos, Map<String, Long> lengths) {
        List<PhotoRow> rows = lengths.entrySet().stream()
                .flatMap(label -> IntStream.range(0, photos).mapToObj(number -> {
                    PhotoRow row = new PhotoRow();
                    row.setLabel(label.getKey());
                    row.setIndexed(true);
                    row.setLength(label.getValue() + number);
                    return row;
                }))
                .toList();
        return LocalSpark.session().createDataset(rows, Encoders.bean(PhotoRow.class));
    }

    @Test
    void warnsOfLabelsWhosePhotosAreMuchSmallerThanThoseOfOthers() {
        assertThat(LabelStyles.warning(files(5, Map.of("Plum", 4_000L, "Fig", 5_000L, "Kiwi", 20_000L))))
                .hasValueSatisfying(warning ->
                        assertThat(warning).contains("2 labels", "(Plum, Fig)", "1 labels", "(Kiwi)", "unlike styles"));
    }

    @Test
    void saysNothingOfLabelsThatDifferLittle() {
        assertThat(LabelStyles.warning(files(5, Map.of("Plum", 10_000L, "Fig", 15_000L, "Kiwi", 22_000L))))
                .isEmpty();
    }

    @Test
    void labelsOfFewPhotosTellNothing() {
        assertThat(LabelStyles.warning(files(4, Map.of("Plum", 4_000L, "Kiwi", 20_000L))))
                .isEmpty();
    }
}
