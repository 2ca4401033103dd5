package dev.pomona.model.photo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.InflaterInputStream;

/** Tells colour profiles (ICC.1) whose use takes a bounded time from others, which are ignored. */
final class ColourProfiles {

    /** The largest profiles of printing presses have some 3 MB. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int TAG_TABLE = 128;
    private static final int TAG_SIZE = 12;

    /** The library that converts colours reads no more. */
    private static final int MOST_TAGS = 100;

    private ColourProfiles() {}

    /** The profile if it may be used; empty otherwise. */
    static byte[] simple(byte[] profile) {
        return isSimple(profile.length, ByteBuffer.wrap(profile)) ? profile : StrippedFile.SRGB;
    }

    /**
     * Inflates the profile of a PNG (section 11.3.2.3: name, method, zlib data), as far as it may be used.
     *
     * @return empty if it is broken or may not be used
     */
    static byte[] ofPng(byte[] file, int from, int to) {
        int data = from;
        while (data < to && file[data] != 0) {
            data++;
        }
        data += 2;
        if (data >= to) {
            return StrippedFile.SRGB;
        }
        try (InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(file, data, to - data))) {
            return simple(inflated.readNBytes(MOST_BYTES + 1));
        } catch (IOException e) {
            return StrippedFile.SRGB;
        }
    }

    /**
     * Whether a profile may be given to the library that converts colours. Its conversion must not be written as a chain
     * of steps (tags {@code D2B0} to {@code B2D3}), of which there may be 32,767 for each colour.
     *
     * @param length of the whole profile, in bytes
     * @param start its first bytes, with the whole table of tags
     */
    static boolean isSimple(int length, ByteBuffer start) {
        if (length > MOST_BYTES || start.remaining() < TAG_TABLE + 4) {
            return false;
        }
        ByteBuffer profile = start.slice();
        int tags = profile.getInt(TAG_TABLE);
        if (tags < 0 || tags > MOST_TAGS || TAG_TABLE + 4 + tags * TAG_SIZE > profile.remaining()) {
            return false;
        }
        for (int i = 0; i < tags; i++) {
            int tag = profile.getInt(TAG_TABLE + 4 + i * TAG_SIZE) >>> Byte.SIZE;
            if (tag == 0x443242 || tag == 0x423244) {
                return false;
            }
        }
        return true;
    }
}
