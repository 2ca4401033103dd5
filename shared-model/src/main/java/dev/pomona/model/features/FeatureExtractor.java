package dev.pomona.model.features;

import dev.pomona.model.photo.ScaledJpegDecoder;

/** Turns pictures into features. Safe for use by several threads; calls beyond its concurrency wait. */
public interface FeatureExtractor extends AutoCloseable {

    /** Describes the network. */
    Backbone backbone();

    /**
     * Names the network and the preprocessing, as {@code sha256:<hex>}. Features of extractors with different fingerprints
     * must never be compared.
     */
    default String fingerprint() {
        return backbone().fingerprint();
    }

    /**
     * The features of each picture of the batch, in its order: {@code float[batch.size()][dimension]}.
     *
     * @param batch pictures of the backbone's input side
     */
    float[][] extract(InputBatch batch);

    /** Decodes large JPEGs for this extractor; to be used until it is closed. */
    default ScaledJpegDecoder scaledJpegs() {
        return ScaledJpegDecoder.NONE;
    }

    @Override
    void close();
}
