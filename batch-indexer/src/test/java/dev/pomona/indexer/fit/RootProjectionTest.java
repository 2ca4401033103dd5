package dev.pomona.indexer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RootProjectionTest {

    /** Photos whose first two square roots vary by 3 and by 1 around 5 and 7; the third is always 2. */
    private static final List<float[]> ROOTS =
            List.of(new float[] {8, 7, 2}, new float[] {2, 7, 2}, new float[] {5, 8, 2}, new float[] {5, 6, 2});

    private static float[][] photo(float... roots) {
        float[][] features = {new float[roots.length]};
        for (int i = 0; i < roots.length; i++) {
            features[0][i] = roots[i] * roots[i];
        }
        return features;
    }

    @Test
    void theFirstComponentsVaryMostAndAllVaryAlike() {
        RootProjection projection = RootProjection.of(ROOTS, 2, 0);
        assertThat(projection.mean()).containsExactly(5, 7, 2);
        double[] first = projection.project(photo(8, 7, 2));
        double[] second = projection.project(photo(5, 8, 2));
        // variances of 4.5 and 0.5
        assertThat(Math.abs(first[0])).isCloseTo(3 / Math.sqrt(4.5), within(1e-5));
        assertThat(first[1]).isCloseTo(0, within(1e-5));
        assertThat(second[0]).isCloseTo(0, within(1e-5));
        assertThat(Math.abs(second[1])).isCloseTo(1 / Math.sqrt(0.5), within(1e-5));
    }

    @Test
    void theRidgeHoldsComponentsOfLittleVarianceDown() {
        RootProjection projection = RootProjection.of(ROOTS, 2, 0.1);
        assertThat(Math.abs(projection.project(photo(5, 8, 2))[1])).isCloseTo(1 / Math.sqrt(0.5 + 0.45), within(1e-5));
    }

    @Test
    void componentsWithoutVarianceAreLeftOut() {
        assertThat(RootProjection.of(ROOTS, 256, 1e-3).axes()).hasDimensions(2, 3);
        assertThat(RootProjection.of(Collections.nCopies(3, new float[] {1, 2}), 2, 1e-3)
                        .project(photo(1, 2)))
                .isEmpty();
    }
}
