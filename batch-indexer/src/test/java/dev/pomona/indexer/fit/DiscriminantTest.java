package dev.pomona.indexer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiscriminantTest {

    private static final int DIMENSION = 3;

    /** Three classes apart along x; y varies much and z little within each, the same for all. */
    private static ClassScatter threeClasses(int seed) {
        Random random = new Random(seed);
        ClassScatter scatter = new ClassScatter(DIMENSION);
        for (int i = 0; i < 900; i++) {
            int label = i % 3;
            scatter.add("class " + label, new float[] {
                (float) (label * 2 + random.nextGaussian()),
                (float) (10 * random.nextGaussian()),
                (float) (label % 2 + 0.1 * random.nextGaussian())
            });
        }
        return scatter;
    }

    @Test
    void hasOneDirectionLessThanClasses() {
        assertThat(new Discriminant(0.1).fit(threeClasses(1)).length).isEqualTo(2);
    }

    @Test
    void directionsAreScaledToUnitScatterWithinClasses() {
        ClassScatter scatter = threeClasses(1);
        float[][] directions = new Discriminant(0).fit(scatter);
        double[] within = scatter.within();
        for (float[] a : directions) {
            for (float[] b : directions) {
                assertThat(product(a, within, b)).isCloseTo(a == b ? 1 : 0, within(1e-4));
            }
        }
    }

    @Test
    void theFirstDirectionSeparatesBestAndIgnoresWhatOnlyVaries() {
        ClassScatter scatter = threeClasses(1);
        float[][] directions = new Discriminant(0).fit(scatter);
        double[] between = scatter.between();
        double first = product(directions[0], between, directions[0]);
        double second = product(directions[1], between, directions[1]);
        assertThat(first).isGreaterThan(second);
        // z: scatter between classes 2/9, within 0.01, that is a ratio of about 22; x: 8/3 to 1
        assertThat(first).isBetween(15.0, 35.0);
        assertThat(Math.abs(directions[0][1])).isLessThan(0.05f);
    }

    @Test
    void shrinkageBoundsHowMuchASmallScatterIsBlownUp() {
        float[][] plain = new Discriminant(0).fit(threeClasses(1));
        float[][] shrunk = new Discriminant(0.5).fit(threeClasses(1));
        assertThat(length(shrunk[0])).isLessThan(length(plain[0]) / 5);
    }

    @Test
    void partsAddUpToTheWhole() {
        ClassScatter whole = new ClassScatter(DIMENSION);
        ClassScatter left = new ClassScatter(DIMENSION);
        ClassScatter right = new ClassScatter(DIMENSION);
        Random random = new Random(3);
        for (int i = 0; i < 700; i++) { // more than are added at once
            float[] x = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
            whole.add("c" + i % 4, x);
            (i % 3 == 0 ? left : right).add("c" + i % 4, x);
        }
        ClassScatter merged = left.merge(right);
        assertThat(merged.count()).isEqualTo(700);
        assertThat(merged.within()).containsExactly(whole.within(), within(1e-9));
        assertThat(merged.between()).containsExactly(whole.between(), within(1e-9));
    }

    @Test
    void scatterWithinAndBetweenAddUpToTheTotal() {
        ClassScatter scatter = threeClasses(2);
        ClassScatter single = new ClassScatter(DIMENSION);
        Random random = new Random(2);
        for (int i = 0; i < 900; i++) {
            int label = i % 3;
            single.add("all", new float[] {
                (float) (label * 2 + random.nextGaussian()),
                (float) (10 * random.nextGaussian()),
                (float) (label % 2 + 0.1 * random.nextGaussian())
            });
        }
        double[] total = single.within();
        double[] sum = scatter.within();
        double[] between = scatter.between();
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i] + between[i]).isCloseTo(total[i], within(1e-6));
        }
    }

    @Test
    void oneClassIsNotEnough() {
        ClassScatter scatter = new ClassScatter(2);
        scatter.add("only", new float[] {1, 2});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Discriminant(0.1).fit(scatter))
                .withMessageContaining("two labels");
    }

    @Test
    void vectorsThatAreAllTheSameAreRefused() {
        ClassScatter scatter = new ClassScatter(2);
        scatter.add("a", new float[] {1, 1});
        scatter.add("b", new float[] {1, 1});
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> new Discriminant(0.1).fit(scatter))
                .withMessageContaining("--discriminant none")
                .withMessageNotContaining("LAPACK")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.TOO_FEW_PHOTOS));
    }

    @Test
    void labelsOfASinglePhotoAreRefusedWithAWayOut() {
        ClassScatter scatter = new ClassScatter(2);
        scatter.add("a", new float[] {1, 2});
        scatter.add("b", new float[] {2, 1});
        for (double shrinkage : new double[] {0, 0.1, 1}) {
            assertThatExceptionOfType(IndexingException.class)
                    .isThrownBy(() -> new Discriminant(shrinkage).fit(scatter))
                    .withMessageContaining("add photos of each label");
        }
    }

    @Test
    void scatterWithoutShrinkageThatCannotBeInvertedIsRefusedWithAWayOut() {
        ClassScatter scatter = new ClassScatter(2);
        scatter.add("a", new float[] {1, 1});
        scatter.add("a", new float[] {1, 2});
        scatter.add("b", new float[] {3, 1});
        scatter.add("b", new float[] {3, 2});
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> new Discriminant(0).fit(scatter))
                .withMessageContaining("--discriminant none")
                .withMessageNotContaining("LAPACK");
    }

    private static double product(float[] a, double[] matrix, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                sum += a[i] * matrix[i * b.length + j] * b[j];
            }
        }
        return sum;
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float v : vector) {
            squares += v * v;
        }
        return Math.sqrt(squares);
    }
}
