package dev.pomona.model.photo;

import java.util.Optional;

/** The picture formats Pomona reads, told apart by their first bytes. */
public enum PhotoFormat {
    JPEG,
    PNG,
    WEBP;

    private static final int[] JPEG_MAGIC = {0xFF, 0xD8, 0xFF};
    private static final int[] PNG_MAGIC = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int[] RIFF = {'R', 'I', 'F', 'F'};
    private static final int[] WEBP_TAG = {'W', 'E', 'B', 'P'};
    private static final int WEBP_TAG_OFFSET = 8;

    /** The format these bytes begin like; empty when it is none that Pomona reads. */
    public static Optional<PhotoFormat> detect(byte[] bytes) {
        if (hasAt(bytes, 0, JPEG_MAGIC)) {
            return Optional.of(JPEG);
        }
        if (hasAt(bytes, 0, PNG_MAGIC)) {
            return Optional.of(PNG);
        }
        if (hasAt(bytes, 0, RIFF) && hasAt(bytes, WEBP_TAG_OFFSET, WEBP_TAG)) {
            return Optional.of(WEBP);
        }
        return Optional.empty();
    }

    private static boolean hasAt(byte[] bytes, int offset, int[] magic) {
        if (bytes.length < offset + magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[offset + i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
