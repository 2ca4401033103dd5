package dev.pomona.bench;

import dev.pomona.indexer.photos.PackedFeatures;
import dev.pomona.indexer.photos.PhotoRow;
import java.util.Iterator;
import java.util.Random;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/**
 * Synthetic photos, the same in every run: features of {@value #FACTORS} hidden factors and noise, with a centre for each
 * of {@value #LABELS} labels. Every tenth photo of a label is held out.
 */
final class SyntheticPhotos {

    private static final int LABELS = 100;
    private static final int FACTORS = 100;
    private static final int QUERY_VIEWS = 4;

    /** One photo of each label in so many is held out. */
    private static final int HELD_OUT_EVERY = 10;

    /** Features of a view, as many as those of the bundled network. */
    private static final int DIMENSION = 1280;

    private static final double CENTRES = 0.4;
    private static final double NOISE = 0.3;
    private static final int ROWS_PER_TASK = 2_000;

    /** Contribution of each factor to each feature, {@code float[factors][DIMENSION]}. */
    private final float[][] factors = gaussian(new Random(0), FACTORS, DIMENSION);

    /** Centre of each label, {@code float[labels][factors]}. */
    private final float[][] centres = gaussian(new Random(1), LABELS, FACTORS);

    private SyntheticPhotos() {}

    /** Returns this many photos, computed on the executors. */
    static Dataset<PhotoRow> of(SparkSession spark, long rows) {
        int tasks = Math.toIntExact((rows + ROWS_PER_TASK - 1) / ROWS_PER_TASK);
        return spark.range(0, rows, 1, tasks)
                .mapPartitions(
                        (MapPartitionsFunction<Long, PhotoRow>) SyntheticPhotos::partition,
                        Encoders.bean(PhotoRow.class));
    }

    private static Iterator<PhotoRow> partition(Iterator<Long> numbers) {
        SyntheticPhotos photos = new SyntheticPhotos();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return numbers.hasNext();
            }

            @Override
            public PhotoRow next() {
                return photos.photo(numbers.next());
            }
        };
    }

    private PhotoRow photo(long number) {
        int label = (int) (number % LABELS);
        boolean query = number / LABELS % HELD_OUT_EVERY == 0;
        Random random = new Random(number);
        float[] place = place(label, random);
        PhotoRow photo = new PhotoRow();
        photo.setUri("synthetic:" + number);
        photo.setPhoto("photo-%09d".formatted(number));
        photo.setLabel("label-%02d".formatted(label));
        photo.setContentHash("%064x".formatted(number));
        photo.setIndexed(true);
        photo.setQuery(query);
        photo.setFeatures(PackedFeatures.pack(new float[][] {view(place, random)}));
        if (query) {
            float[][] views = new float[QUERY_VIEWS][];
            for (int i = 0; i < QUERY_VIEWS; i++) {
                views[i] = view(place, random);
            }
            photo.setQueryFeatures(PackedFeatures.pack(views));
        }
        return photo;
    }

    private float[] place(int label, Random random) {
        float[] place = new float[FACTORS];
        for (int i = 0; i < FACTORS; i++) {
            place[i] = (float) (CENTRES * centres[label][i] + random.nextGaussian());
        }
        return place;
    }

    private float[] view(float[] place, Random random) {
        float[] features = new float[DIMENSION];
        for (int i = 0; i < FACTORS; i++) {
            for (int j = 0; j < features.length; j++) {
                features[j] += place[i] * factors[i][j];
            }
        }
        for (int j = 0; j < features.length; j++) {
            features[j] += (float) (NOISE * random.nextGaussian());
        }
        return features;
    }

    private static float[][] gaussian(Random random, int rows, int columns) {
        float[][] numbers = new float[rows][columns];
        for (float[] row : numbers) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return numbers;
    }
}
