package dev.pomona.indexer.featurise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.features.BackboneFiles;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OtherThingsTest {

    private static final OtherThings BUNDLED = OtherThings.bundled();

    /** Where it fails, the network has changed: run deploy/other-things.sh. */
    @Test
    void theBundledVectorsAreOfTheBundledNetwork() throws IOException {
        assertThat(BUNDLED.fit(BackboneFiles.bundled().backbone().fingerprint()))
                .isTrue();
        assertThat(BUNDLED.fit("sha256:another")).isFalse();
    }

    @Test
    void thereAreSomeHundredOfEachUse() {
        assertThat(BUNDLED.negatives()).hasSizeGreaterThan(100).allSatisfy(thing -> {
            assertThat(thing.isNegative() && thing.isQuery()).isTrue();
            assertThat(thing.requireQueryFeatures()).hasDimensions(1, 1280);
        });
        assertThat(BUNDLED.fruit(label -> true)).hasSizeGreaterThan(300).allSatisfy(thing -> {
            assertThat(thing.isNegative()).isFalse();
            assertThat(thing.isQuery()).isTrue();
            assertThat(thing.requireQueryFeatures()).hasDimensions(1, 1280);
        });
    }

    @Test
    void fruitIsChosenByItsLabel() {
        assertThat(BUNDLED.fruit(label -> !label.equals("Kiwi")))
                .extracting(PhotoRow::getLabel)
                .doesNotContain("bundled fruit/Kiwi")
                .contains("bundled fruit/Lime");
    }
}
