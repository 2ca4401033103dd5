package dev.pomona.model.features;

import dev.pomona.model.photo.ScaledJpegDecoder;

/** Turns pictures into features. Safe for use by several threads; calls beyond its concurrency wait. */
public interface FeatureExtractor extends AutoCloseable {

    /** Features a picture: the globally averaged last layer of MobileNetV2. */
    int DIMENSION = 1280;

    /**
     * Names the weights and the preprocessing, as {@code sha256:<hex>}. Features of extractors with different
     * fingerprints must never be compared.
     */
    String fingerprint();

    /** The features of each picture of the batch, in its order: {@code float[batch.size()][DIMENSION]}. */
    float[][] extract(InputBatch batch);

    /** Decodes large JPEGs for this extractor; to be used until it is closed. */
    default ScaledJpegDecoder scaledJpegs() {
        return ScaledJpegDecoder.NONE;
    }

    @Override
    void close();
}
