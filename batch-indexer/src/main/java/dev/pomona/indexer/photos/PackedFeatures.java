package dev.pomona.indexer.photos;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Features of the views of a photo as bytes: the number of features of a view (int32), then float32 view after view, all
 * little-endian. Parquet looks at every number of a list; it copies bytes.
 */
public final class PackedFeatures {

    private static final int HEADER = Integer.BYTES;

    private PackedFeatures() {}

    /**
     * Packs features.
     *
     * @param features {@code float[views][dimension]}
     */
    public static byte[] pack(float[][] features) {
        int dimension = features[0].length;
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + features.length * dimension * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(dimension);
        FloatBuffer floats = bytes.asFloatBuffer();
        for (float[] view : features) {
            floats.put(view);
        }
        return bytes.array();
    }

    /**
     * Unpacks features.
     *
     * @return {@code float[views][dimension]}
     */
    public static float[][] unpack(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int dimension = buffer.getInt();
        FloatBuffer floats = buffer.asFloatBuffer();
        float[][] features = new float[floats.remaining() / dimension][dimension];
        for (float[] view : features) {
            floats.get(view);
        }
        return features;
    }
}
