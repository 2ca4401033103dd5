package dev.pomona.model.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelPhotosTest {

    private static final LabelPhotos PHOTOS = new LabelPhotos(Map.of("Gala", 4L, "Golden", 2L, "Kiwi", 5L));

    @Test
    void aLabelOfFewerThanFivePhotosIsUncertainAtBest() {
        assertThat(PHOTOS.atBest("Gala"::equals)).isEqualTo(Status.UNCERTAIN);
        assertThat(PHOTOS.atBest("Kiwi"::equals)).isEqualTo(Status.RECOGNISED);
    }

    @Test
    void theLabelsOfAKindCountTogether() {
        assertThat(PHOTOS.atBest(label -> label.startsWith("G"))).isEqualTo(Status.RECOGNISED);
    }
}
