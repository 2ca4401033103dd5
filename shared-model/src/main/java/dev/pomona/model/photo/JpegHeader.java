package dev.pomona.model.photo;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the first scan of a JPEG (ITU-T T.81, annex B), and how many scans there are.
 *
 * @param frames how many frame headers there are, and the last of them
 * @param adobeTransform the colour transform of Adobe's segment; -1 without one
 * @param scanComponents components in the first scan
 * @param scans how many scans a progressive picture has, or a few more where metadata looks like one; else 1
 * @param profile the colour profile; none means sRGB
 */
record JpegHeader(
        int frames,
        @Nullable Frame frame,
        int adobeTransform,
        int scanComponents,
        int scans,
        @Nullable ICC_Profile profile) {

    private static final int BASELINE = 0xC0;
    private static final int PROGRESSIVE = 0xC2;
    private static final int START_OF_SCAN = 0xDA;
    private static final int PROFILE = 0xE2;
    private static final int ADOBE = 0xEE;
    private static final byte[] PROFILE_NAME = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] ADOBE_NAME = "Adobe".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ADOBE_TRANSFORM_AT = 11;
    private static final int YCBCR = 1;

    /** Encoders make ten by default. */
    private static final int MOST_SCANS = 16;

    /**
     * A frame header.
     *
     * @param components the rest of the header: number, sampling factors and table of each component
     */
    record Frame(int marker, int precision, int height, int width, byte[] components) {

        /** Three components numbered 1, 2, 3, each sampled once or twice along a side. */
        boolean isYCbCr() {
            boolean known = components.length == 9;
            for (int i = 0; known && i < 3; i++) {
                int across = components[3 * i + 1] >> 4;
                int down = components[3 * i + 1] & 0xF;
                known = components[3 * i] == i + 1 && isOnceOrTwice(across) && isOnceOrTwice(down);
            }
            return known;
        }

        private static boolean isOnceOrTwice(int factor) {
            return factor == 1 || factor == 2;
        }
    }

    /** The header of these bytes; empty if they are not segment after segment up to a scan. */
    static Optional<JpegHeader> read(byte[] jpeg) {
        try {
            return Optional.of(parse(ByteBuffer.wrap(jpeg)));
        } catch (RuntimeException e) {
            // Lengths beyond the end, colour profiles that are none.
            return Optional.empty();
        }
    }

    /**
     * Whether this is what cameras and messengers write: eight bits, three colours, all in one scan or progressively in
     * some. A file of many scans would have the whole picture gone over for each, whatever the size asked for.
     */
    boolean isPlain(int width, int height) {
        return frames == 1
                && frame != null
                && ((frame.marker() == BASELINE && scanComponents == 3)
                        || (frame.marker() == PROGRESSIVE && scans <= MOST_SCANS))
                && frame.precision() == Byte.SIZE
                && frame.width() == width
                && frame.height() == height
                && frame.isYCbCr()
                && (adobeTransform == -1 || adobeTransform == YCBCR);
    }

    private static JpegHeader parse(ByteBuffer jpeg) {
        jpeg.position(2);
        int frames = 0;
        @Nullable Frame frame = null;
        int adobe = -1;
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        while (true) {
            int marker = marker(jpeg);
            byte[] segment = new byte[(jpeg.getShort() & 0xFFFF) - 2];
            jpeg.get(segment);
            if (isFrame(marker)) {
                frames++;
                frame = frame(marker, ByteBuffer.wrap(segment));
            } else if (marker == PROFILE && startsWith(segment, PROFILE_NAME)) {
                // Two bytes after the name number the parts of a long profile; they come in their order.
                profile.write(segment, PROFILE_NAME.length + 2, segment.length - PROFILE_NAME.length - 2);
            } else if (marker == ADOBE && startsWith(segment, ADOBE_NAME)) {
                adobe = segment[ADOBE_TRANSFORM_AT] & 0xFF;
            } else if (marker == START_OF_SCAN) {
                int scans = frame != null && frame.marker() == PROGRESSIVE ? 1 + scans(jpeg) : 1;
                return new JpegHeader(frames, frame, adobe, segment[0], scans, profile(profile.toByteArray()));
            }
        }
    }

    /** How many scans begin in what is left; a 0xFF of their data is always followed by a zero. */
    private static int scans(ByteBuffer jpeg) {
        int scans = 0;
        for (int i = jpeg.position(); i + 1 < jpeg.limit(); i++) {
            if (jpeg.get(i) == (byte) 0xFF && jpeg.get(i + 1) == (byte) START_OF_SCAN) {
                scans++;
            }
        }
        return scans;
    }

    private static int marker(ByteBuffer jpeg) {
        if ((jpeg.get() & 0xFF) != 0xFF) {
            throw new IllegalArgumentException("no marker where one should be");
        }
        int marker = jpeg.get() & 0xFF;
        while (marker == 0xFF) {
            marker = jpeg.get() & 0xFF;
        }
        return marker;
    }

    private static boolean isFrame(int marker) {
        boolean isTable = marker == 0xC4 || marker == 0xC8 || marker == 0xCC;
        return marker >= BASELINE && marker <= 0xCF && !isTable;
    }

    private static Frame frame(int marker, ByteBuffer segment) {
        int precision = segment.get();
        int height = segment.getShort() & 0xFFFF;
        int width = segment.getShort() & 0xFFFF;
        segment.get();
        byte[] components = new byte[segment.remaining()];
        segment.get(components);
        return new Frame(marker, precision, height, width, components);
    }

    private static boolean startsWith(byte[] segment, byte[] name) {
        return segment.length >= name.length && Arrays.equals(segment, 0, name.length, name, 0, name.length);
    }

    private static @Nullable ICC_Profile profile(byte[] bytes) {
        if (bytes.length == 0) {
            return null;
        }
        ICC_Profile profile = ICC_Profile.getInstance(bytes);
        if (profile.getColorSpaceType() != ColorSpace.TYPE_RGB) {
            throw new IllegalArgumentException("a colour profile of another kind than the picture");
        }
        return profile;
    }
}
