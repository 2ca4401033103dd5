package dev.pomona.indexer.featurise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.features.Fingerprint;
import dev.pomona.model.features.weights.WeightsFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherThingsTest {

    private static final OtherThings BUNDLED = OtherThings.bundled();

    /** Where it fails, the network has changed: run deploy/other-things.sh. */
    @Test
    void theBundledVectorsAreOfTheBundledNetwork() throws IOException {
        assertThat(BUNDLED.fit(Fingerprint.of(WeightsFile.bundled()))).isTrue();
        assertThat(BUNDLED.fit("sha256:another")).isFalse();
    }

    @Test
    void thereAreSomeHundredOfEachUse() {
        assertThat(BUNDLED.negatives()).hasSizeGreaterThan(100).allSatisfy(thing -> {
            assertThat(thing.isNegative() && thing.isQuery()).isTrue();
            assertThat(thing.requireQueryFeatures()).hasDimensions(1, 1280);
        });
        assertThat(BUNDLED.lessons(label -> false))
                .hasSizeGreaterThan(300)
                .allSatisfy(thing -> assertThat(thing.requireFeatures()).hasDimensions(1, 1280));
    }

    @Test
    void whatTeachesTheReductionIsNoNegative() {
        List<String> lessons = names(BUNDLED.lessons(label -> false));
        assertThat(names(BUNDLED.negatives())).doesNotContainAnyElementsOf(lessons);
    }

    @Test
    void fruitOfIndexedKindsIsNoOtherThing() {
        assertThat(BUNDLED.lessons(label -> false))
                .extracting(PhotoRow::getLabel)
                .contains("bundled fruit/Kiwi");
        assertThat(BUNDLED.lessons("Kiwi"::equals))
                .extracting(PhotoRow::getLabel)
                .doesNotContain("bundled fruit/Kiwi")
                .contains("bundled fruit/Lime");
    }

    private static List<String> names(List<PhotoRow> things) {
        return things.stream().map(PhotoRow::getPhoto).toList();
    }
}
