package dev.pomona.indexer.photos;

import dev.pomona.model.features.FeatureExtractor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Features of the views of a photo as bytes: float32, little-endian, view after view. Parquet looks at every number of a
 * list; it copies bytes.
 */
public final class PackedFeatures {

    private PackedFeatures() {}

    /**
     * Packs features.
     *
     * @param features {@code float[views][1280]}
     */
    public static byte[] pack(float[][] features) {
        ByteBuffer bytes = ByteBuffer.allocate(features.length * FeatureExtractor.DIMENSION * Float.BYTES);
        FloatBuffer floats = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        for (float[] view : features) {
            floats.put(view);
        }
        return bytes.array();
    }

    /**
     * Unpacks features.
     *
     * @return {@code float[views][1280]}
     */
    public static float[][] unpack(byte[] bytes) {
        FloatBuffer floats =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[][] features = new float[floats.remaining() / FeatureExtractor.DIMENSION][FeatureExtractor.DIMENSION];
        for (float[] view : features) {
            floats.get(view);
        }
        return features;
    }
}
