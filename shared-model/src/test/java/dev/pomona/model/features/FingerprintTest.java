package dev.pomona.model.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.features.weights.WeightArray;
import dev.pomona.model.features.weights.Weights;
import dev.pomona.model.features.weights.WeightsFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final WeightArray KERNEL = array(new int[] {2, 1}, 1.5f, -2);
    private static final WeightArray BIAS = array(new int[] {1}, 0.25f);

    /** The value is hashlib's, over the same bytes: every index made so far carries such a value. */
    @Test
    void isTheSameInEveryRunAndRelease() {
        assertThat(Fingerprint.PREPROCESSING).isEqualTo("mobilenet_v2_1.0_224/views-1");
        assertThat(fingerprint(KERNEL, BIAS))
                .isEqualTo("sha256:a36b572fa29e05fe8da4400883dc3183519284764e8c195e79cae6d97e072f31");
    }

    @Test
    void doesNotDependOnTheOrderOfTheArrays() {
        Map<String, WeightArray> turned = new LinkedHashMap<>();
        turned.put("a__kernel", KERNEL);
        turned.put("a__bias", BIAS);
        Map<String, WeightArray> arrays = new LinkedHashMap<>();
        arrays.put("a__bias", BIAS);
        arrays.put("a__kernel", KERNEL);
        assertThat(Fingerprint.of(new Weights(turned))).isEqualTo(Fingerprint.of(new Weights(arrays)));
    }

    @Test
    void changesWithOneWeight() {
        assertThat(fingerprint(array(new int[] {2, 1}, 1.5f, Math.nextUp(-2f)), BIAS))
                .isNotEqualTo(fingerprint(KERNEL, BIAS));
    }

    @Test
    void changesWithAShape() {
        assertThat(fingerprint(array(new int[] {1, 2}, 1.5f, -2), BIAS)).isNotEqualTo(fingerprint(KERNEL, BIAS));
    }

    @Test
    void changesWithAName() {
        assertThat(Fingerprint.of(new Weights(Map.of("b__kernel", KERNEL, "a__bias", BIAS))))
                .isNotEqualTo(fingerprint(KERNEL, BIAS));
    }

    @Test
    void theBundledWeightsHaveOne() throws IOException {
        assertThat(Fingerprint.of(WeightsFile.bundled()))
                .matches("sha256:[0-9a-f]{64}")
                .isEqualTo(Fingerprint.of(WeightsFile.bundled()));
    }

    private static String fingerprint(WeightArray kernel, WeightArray bias) {
        return Fingerprint.of(new Weights(Map.of("a__kernel", kernel, "a__bias", bias)));
    }

    private static WeightArray array(int[] shape, float... values) {
        return new WeightArray(shape, values);
    }
}
