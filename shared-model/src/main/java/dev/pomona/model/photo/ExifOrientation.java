package dev.pomona.model.photo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the one entry of an EXIF block that Pomona uses: how the picture must be turned. The first directory alone is
 * searched, within the first 64 kB, and no value is followed to where it is stored: see {@code docs/decisions}, number 9.
 */
final class ExifOrientation {

    private static final int MOST_BYTES = 1 << 16;
    private static final byte[] NAME = {'E', 'x', 'i', 'f', 0, 0};
    private static final int MAGIC = 42;
    private static final int TAG = 0x0112;
    private static final int ENTRY_SIZE = 12;
    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private ExifOrientation() {}

    /** Whether these bytes of the file begin as EXIF does in a JPEG, and in some PNG and WebP files. */
    static boolean isNamed(byte[] file, int from, int to) {
        return to - from >= NAME.length && Arrays.equals(file, from, from + NAME.length, NAME, 0, NAME.length);
    }

    /**
     * Reads the orientation from a TIFF structure with or without {@code Exif\0\0} in front.
     *
     * @return {@link Orientation#NORMAL} if there is none or the structure is broken
     */
    static Orientation read(byte[] file, int from, int to) {
        int start = isNamed(file, from, to) ? from + NAME.length : from;
        try {
            return read(ByteBuffer.wrap(file, start, Math.min(to - start, MOST_BYTES))
                    .slice());
        } catch (RuntimeException e) {
            return Orientation.NORMAL;
        }
    }

    private static Orientation read(ByteBuffer tiff) {
        boolean littleEndian = tiff.getShort() == 0x4949;
        tiff.order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (tiff.getShort() != MAGIC) {
            return Orientation.NORMAL;
        }
        tiff.position(tiff.getInt());
        int entries = tiff.getShort() & 0xFFFF;
        for (int at = tiff.position(); entries > 0; entries--, at += ENTRY_SIZE) {
            if ((tiff.getShort(at) & 0xFFFF) == TAG) {
                return Orientation.ofExif(value(tiff, tiff.getShort(at + 2), at + 8));
            }
        }
        return Orientation.NORMAL;
    }

    private static int value(ByteBuffer tiff, int type, int at) {
        return switch (type) {
            case BYTE -> tiff.get(at);
            case SHORT -> tiff.getShort(at);
            case LONG -> tiff.getInt(at);
            default -> 0;
        };
    }
}
