package dev.pomona.model.features.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.model.features.weights.WeightArray;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Bfloat16Test {

    private static final int CHANNELS = 50;

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1.0039, 1",
        "1.00390625, 1",
        "1.004, 1.0078125",
        "1.01171875, 1.015625",
        "-3.3, -3.296875",
        "0, 0",
        "1e-40, 9.1835e-41"
    })
    void aNumberBecomesTheNearestAndOfTwoTheEvenOne(float number, float rounded) {
        assertThat(Bfloat16.nearest(number)).isEqualTo(rounded);
    }

    @Test
    void windowsKeepTheirSums() {
        WeightArray kernel = kernel();
        float[] rounded = Bfloat16.keepingSums(kernel).values();
        for (int c = 0; c < CHANNELS; c++) {
            assertThat(sum(rounded, c)).isCloseTo(sum(kernel.values(), c), within(5e-4));
        }
        double nearest = 0;
        for (int c = 0; c < CHANNELS; c++) {
            nearest = Math.max(nearest, Math.abs(sum(Bfloat16.nearest(kernel.values()), c) - sum(kernel.values(), c)));
        }
        assertThat(nearest).as("what rounding each by itself does to a sum").isGreaterThan(2e-3);
    }

    @Test
    void whatWindowsBecomeHasEightBitsAndStaysNear() {
        WeightArray kernel = kernel();
        WeightArray rounded = Bfloat16.keepingSums(kernel);
        assertThat(rounded.shape()).isEqualTo(kernel.shape());
        for (int i = 0; i < kernel.values().length; i++) {
            float value = rounded.values()[i];
            assertThat(Float.floatToRawIntBits(value) & 0xFFFF).isZero();
            assertThat(value).isCloseTo(kernel.values()[i], within(0.01f));
        }
    }

    private static WeightArray kernel() {
        Random random = new Random(5);
        float[] values = new float[9 * CHANNELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() / 3;
        }
        return new WeightArray(new int[] {3, 3, CHANNELS, 1}, values);
    }

    private static double sum(float[] values, int channel) {
        double sum = 0;
        for (int i = channel; i < values.length; i += CHANNELS) {
            sum += values[i];
        }
        return sum;
    }
}
