package dev.pomona.model.photo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The chunks of a PNG (W3C PNG specification, section 5): those of the pixels are kept, metadata is left out. */
final class PngChunks {

    private static final int SIGNATURE_LENGTH = 8;

    /** Length and type in front of the data, checksum behind. */
    private static final int FRAME_LENGTH = 12;

    private static final int HEADER = 0x49484452;
    private static final int PALETTE = 0x504C5445;
    private static final int TRANSPARENCY = 0x74524E53;
    private static final int DATA = 0x49444154;
    private static final int END = 0x49454E44;
    private static final int EXIF = 0x65584966;
    private static final int PROFILE = 0x69434350;

    /** Encoders put some 8 kB into each; a decoder may well take longer for the chunks than for what is in them. */
    private static final int MOST_DATA_CHUNKS = 100_000;

    private PngChunks() {}

    static StrippedFile strip(byte[] png) throws PhotoException {
        ByteBuffer file = ByteBuffer.wrap(png);
        Excerpt kept = new Excerpt(png);
        kept.append(0, SIGNATURE_LENGTH);
        Orientation orientation = Orientation.NORMAL;
        Set<Integer> seen = new HashSet<>();
        byte[] profile = StrippedFile.SRGB;
        int dataChunks = 0;
        int type = 0;
        int cutData = -1;
        for (int at = SIGNATURE_LENGTH; type != END && at + FRAME_LENGTH <= png.length; ) {
            int length = file.getInt(at);
            type = file.getInt(at + 4);
            if (length < 0) {
                throw new IllegalArgumentException("a chunk of negative length");
            }
            // The last chunk of an incomplete file ends with it.
            int end = (int) Math.min(png.length, (long) at + FRAME_LENGTH + length);
            boolean first = isNeeded(type) && seen.add(type);
            if (type == DATA && (long) at + FRAME_LENGTH + length > png.length) {
                cutData = kept.length();
            }
            if (first || type == DATA) {
                kept.append(at, end);
            } else if (type == PROFILE && seen.add(type)) {
                profile = ColourProfiles.ofPng(png, at + 8, Math.max(at + 8, end - 4));
            } else if (type == EXIF && seen.add(type)) {
                orientation = ExifOrientation.read(png, at + 8, end);
            }
            dataChunks += type == DATA ? 1 : 0;
            if (dataChunks > MOST_DATA_CHUNKS) {
                throw new PhotoException(
                        PhotoProblem.TOO_COMPLEX, "The picture is in more than %d pieces.".formatted(MOST_DATA_CHUNKS));
            }
            at = end;
        }
        byte[] bytes = type == END ? kept.bytes() : closed(kept.bytes(), cutData);
        return new StrippedFile(bytes, orientation, null, profile, 0, type != END && type != 0);
    }

    /**
     * The file with an end, as Java reads nothing of some files without one. It does not look at checksums.
     *
     * @param cutData where the chunk begins that is longer than the file; negative without one
     */
    private static byte[] closed(byte[] png, int cutData) {
        ByteBuffer closed = ByteBuffer.allocate(png.length + 2 * FRAME_LENGTH).put(png);
        if (cutData >= 0) {
            closed.putInt(cutData, png.length - cutData - 2 * Integer.BYTES).putInt(0);
        }
        closed.putInt(0).putInt(END).putInt(0);
        return Arrays.copyOf(closed.array(), closed.position());
    }

    private static boolean isNeeded(int type) {
        return type == HEADER || type == PALETTE || type == TRANSPARENCY || type == DATA || type == END;
    }
}
