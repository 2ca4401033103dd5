package dev.pomona.bench;

import dev.pomona.model.neighbours.SearchResult;
import dev.pomona.model.neighbours.VectorIndex;
import dev.pomona.model.reduction.Vectors;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One search for the 30 nearest photos and 20 nearest labels among vectors of 94 numbers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 5)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class SearchBenchmark {

    private static final int DIMENSION = 94;
    private static final int LABELS = 133;
    private static final int QUESTIONS = 64;

    /** Vectors in the index. */
    @Param({"10000", "100000", "1000000"})
    int rows;

    /** How far photos of a label lie from each other; 0 has nothing to do with labels. */
    @Param({"0", "0.7"})
    double spread;

    private final Random random = new Random(1);
    private final float[][] questions = new float[QUESTIONS][];
    private final float[][] centres = new float[LABELS][];
    private VectorIndex index;
    private int next;

    @Setup
    public void fill() {
        for (int label = 0; label < LABELS; label++) {
            centres[label] = unit(new float[DIMENSION], 1);
        }
        VectorIndex.Builder builder = new VectorIndex.Builder(DIMENSION);
        for (int row = 0; row < rows; row++) {
            int label = random.nextInt(LABELS);
            builder.add("photo" + row, "label" + label, vector(label));
        }
        index = builder.build();
        for (int i = 0; i < QUESTIONS; i++) {
            questions[i] = vector(random.nextInt(LABELS));
        }
    }

    @Benchmark
    public SearchResult search() {
        next = (next + 1) % QUESTIONS;
        return index.search(questions[next], 30, 20);
    }

    private float[] vector(int label) {
        return spread == 0 ? unit(new float[DIMENSION], 1) : unit(centres[label].clone(), spread);
    }

    private float[] unit(float[] vector, double noise) {
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] += (float) (random.nextGaussian() * noise / Math.sqrt(DIMENSION));
        }
        return Vectors.normalise(vector);
    }
}
