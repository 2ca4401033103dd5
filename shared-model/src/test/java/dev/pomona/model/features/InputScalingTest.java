package dev.pomona.model.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class InputScalingTest {

    private static final FloatBuffer RENDERED = FloatBuffer.wrap(new float[] {-1, 0, 1, 0.5f, 0.5f, 0.5f});

    /** Not a copy: the numbers of the bundled network must stay the same to the last bit. */
    @Test
    void whatTheBundledNetworkWantsIsWhatIsRendered() throws IOException {
        InputScaling scaling = InputScaling.of(BackboneFiles.bundled().backbone());
        assertThat(scaling.isIdentity()).isTrue();
        assertThat(scaling.apply(RENDERED)).isSameAs(RENDERED);
    }

    @Test
    void aNetworkFromCaffeWantsBlueFirstAndTheMeanSubtracted() throws IOException {
        InputScaling scaling = InputScaling.of(
                BackboneFiles.at(Backbones.CAFFE, Backbones.STORES).backbone());
        FloatBuffer scaled = scaling.apply(RENDERED);
        float[] expected = {
            255 - 103.939f, 127.5f - 116.779f, 0 - 123.68f, 191.25f - 103.939f, 191.25f - 116.779f, 191.25f - 123.68f
        };
        for (int i = 0; i < expected.length; i++) {
            assertThat(scaled.get(i)).as("number %d", i).isCloseTo(expected[i], within(1e-4f));
        }
    }

    @Test
    void aPartOfABatchIsScaledAlone() throws IOException {
        InputScaling scaling = InputScaling.of(
                BackboneFiles.at(Backbones.CAFFE, Backbones.STORES).backbone());
        FloatBuffer part = RENDERED.duplicate().position(3).slice();
        assertThat(scaling.apply(part).get(0)).isCloseTo(191.25f - 103.939f, within(1e-4f));
        assertThat(scaling.apply(part).remaining()).isEqualTo(3);
    }
}
