package dev.pomona.service.index;

import dev.pomona.model.features.Backbone;
import dev.pomona.model.features.Backbones;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;

/** Sees the same in every picture, without a network. */
class FakeExtractor implements FeatureExtractor {

    static final int FEATURES = 1280;

    private static final Backbone BACKBONE = Backbones.described(224, FEATURES);

    static final String FINGERPRINT = BACKBONE.fingerprint();

    private volatile boolean closed;

    @Override
    public Backbone backbone() {
        return BACKBONE;
    }

    @Override
    public float[][] extract(InputBatch batch) {
        float[][] features = new float[batch.size()][FEATURES];
        for (float[] picture : features) {
            picture[0] = 1;
        }
        return features;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
