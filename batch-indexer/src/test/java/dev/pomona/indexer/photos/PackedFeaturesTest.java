package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PackedFeaturesTest {

    @Test
    void unpacksWhatItPacked() {
        Random random = new Random(1);
        float[][] features = new float[4][1280];
        for (float[] view : features) {
            for (int i = 0; i < view.length; i++) {
                view[i] = random.nextFloat();
            }
        }

        assertThat(PackedFeatures.unpack(PackedFeatures.pack(features))).isDeepEqualTo(features);
    }

    @Test
    void packsLittleEndianFloats() {
        float[][] features = new float[1][1280];
        features[0][1] = 1;

        assertThat(PackedFeatures.pack(features))
                .hasSize(4 + 5120)
                .startsWith(0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3F);
    }
}
