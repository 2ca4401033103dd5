package dev.pomona.model.photo;

import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the first scan of a JPEG (ITU-T T.81, annex B), and what scans there are.
 *
 * @param frames how many frame headers there are
 * @param frame the last frame header; null if there is none
 * @param adobeTransform the colour transform of Adobe's segment; -1 without one
 * @param scanComponents components in the first scan
 * @param scans its scans
 * @param profile the colour profile; empty without one, which means sRGB
 */
record JpegHeader(
        int frames, @Nullable Frame frame, int adobeTransform, int scanComponents, JpegScans scans, byte[] profile) {

    static final int BASELINE = 0xC0;
    private static final int EXTENDED = 0xC1;
    private static final int PROGRESSIVE = 0xC2;
    private static final int YCBCR = 1;

    /** Encoders make ten by default. The fast decoder cannot be stopped before it has gone over all of them. */
    private static final int MOST_SCANS = 16;

    /**
     * A frame header.
     *
     * @param components the rest of the header: number, sampling factors and table of each component
     */
    record Frame(int marker, int precision, int height, int width, byte[] components) {

        /** Markers between those of frames that mean something else. */
        private static final Set<Integer> TABLES = Set.of(0xC4, 0xC8, 0xCC);

        private static final int MOST_COMPONENTS = 4;

        static boolean isMarker(int marker) {
            return marker >= BASELINE && marker <= 0xCF && !TABLES.contains(marker);
        }

        /**
         * Reads a frame header.
         *
         * @throws PhotoException if no decoder is there for its kind of JPEG
         */
        static Frame read(int marker, ByteBuffer segment) throws PhotoException {
            if (marker != BASELINE && marker != EXTENDED && marker != PROGRESSIVE) {
                throw new PhotoException(
                        PhotoProblem.UNSUPPORTED_FORMAT,
                        "JPEGs that are lossless, hierarchical or arithmetically coded are not read.");
            }
            int precision = segment.get();
            int height = segment.getShort() & 0xFFFF;
            int width = segment.getShort() & 0xFFFF;
            segment.get();
            byte[] components = new byte[segment.remaining()];
            segment.get(components);
            Frame frame = new Frame(marker, precision, height, width, components);
            if (frame.count() > MOST_COMPONENTS) {
                throw new IllegalArgumentException("a JPEG of " + frame.count() + " components");
            }
            return frame;
        }

        /** The number that each component has. */
        int[] numbers() {
            int[] numbers = new int[count()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = components[3 * i];
            }
            return numbers;
        }

        /** Number of components. */
        int count() {
            return components.length / 3;
        }

        boolean isProgressive() {
            return marker == PROGRESSIVE;
        }

        /** Three components numbered 1, 2, 3, each sampled once or twice along a side. */
        boolean isYCbCr() {
            boolean yCbCr = components.length == 9;
            for (int i = 0; yCbCr && i < 3; i++) {
                int across = components[3 * i + 1] >> 4;
                int down = components[3 * i + 1] & 0xF;
                yCbCr = components[3 * i] == i + 1 && isOnceOrTwice(across) && isOnceOrTwice(down);
            }
            return yCbCr;
        }

        private static boolean isOnceOrTwice(int factor) {
            return factor == 1 || factor == 2;
        }
    }

    /**
     * Whether a {@link ScaledJpegDecoder} may decode this: what cameras and messengers write, of eight bits, three
     * colours, all in one scan or progressively in a few. It does not tell where data end too soon, which matters for
     * progressive pictures that do not end in refinements.
     */
    boolean isScalable(int width, int height) {
        return frames == 1
                && frame != null
                && ((frame.marker() == BASELINE && scanComponents == 3)
                        || (frame.isProgressive() && scans.count() <= MOST_SCANS && scans.isCompleteWithoutLast()))
                && frame.precision() == Byte.SIZE
                && frame.width() == width
                && frame.height() == height
                && frame.isYCbCr()
                && (adobeTransform == -1 || adobeTransform == YCBCR);
    }
}
