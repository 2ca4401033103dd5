package dev.pomona.service.index;

import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;

/** Sees the same in every picture, without a network. */
class FakeExtractor implements FeatureExtractor {

    static final String FINGERPRINT = "sha256:fake";

    private volatile boolean closed;

    @Override
    public String fingerprint() {
        return FINGERPRINT;
    }

    @Override
    public float[][] extract(InputBatch batch) {
        float[][] features = new float[batch.size()][DIMENSION];
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
