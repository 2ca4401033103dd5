package dev.pomona.model.photo;

/**
 * The beginning of a lossless WebP picture (RFC 9649, section 3), which says how much memory the rest takes. The decoder
 * has tables for every group of codes that the picture uses, up to 65,536: a file of 300 kB takes 380 MB that way, outside
 * the heap. Used once.
 */
final class WebpLosslessHeader {

    /** The reference encoder makes at most 2,600 groups of codes. */
    private static final int MOST_GROUPS = 4096;

    private static final int PREDICTOR = 0;
    private static final int COLOUR = 1;
    private static final int COLOUR_INDEXING = 3;
    private static final int LITERALS = 256;
    private static final int LENGTHS = 24;
    private static final int DISTANCES = 40;

    private final byte[] bytes;
    private final long end;
    private long at;

    /** Of the bits from byte {@code from} to before byte {@code to}, without the signature and the sides. */
    WebpLosslessHeader(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = (long) from * Byte.SIZE;
        this.end = (long) to * Byte.SIZE;
    }

    /**
     * Rejects a picture that takes more work than its size explains.
     *
     * @throws PhotoException if it has too many groups of codes
     * @throws RuntimeException if it repeats a transform or is otherwise broken
     */
    void check(int width, int height) throws PhotoException {
        int columns = width;
        int seen = 0;
        while (bits(1) == 1) {
            int transform = bits(2);
            if ((seen & (1 << transform)) != 0) {
                throw new IllegalArgumentException("a transform is repeated");
            }
            seen |= 1 << transform;
            if (transform == PREDICTOR || transform == COLOUR) {
                int blockBits = bits(3) + 2;
                skipImage((long) blocks(columns, blockBits) * blocks(height, blockBits));
            } else if (transform == COLOUR_INDEXING) {
                int colours = bits(8) + 1;
                skipImage(colours);
                columns = blocks(columns, colours > 16 ? 0 : colours > 4 ? 1 : colours > 2 ? 2 : 3);
            }
        }
        skipCacheSize();
        if (bits(1) == 1) {
            int blockBits = bits(3) + 2;
            int groups = 1 + skipImage((long) blocks(columns, blockBits) * blocks(height, blockBits));
            if (groups > MOST_GROUPS) {
                throw new PhotoException(
                        PhotoProblem.TOO_COMPLEX,
                        "The picture has more than %d groups of codes.".formatted(MOST_GROUPS));
            }
        }
    }

    private static int blocks(int side, int blockBits) {
        return (side + (1 << blockBits) - 1) >> blockBits;
    }

    /** Reads over an image that is part of the header; returns the largest number that red and green make in it. */
    private int skipImage(long pixels) {
        int cache = skipCacheSize();
        WebpPrefixCode green = WebpPrefixCode.read(this, LITERALS + LENGTHS + cache);
        WebpPrefixCode red = WebpPrefixCode.read(this, LITERALS);
        WebpPrefixCode blue = WebpPrefixCode.read(this, LITERALS);
        WebpPrefixCode alpha = WebpPrefixCode.read(this, LITERALS);
        WebpPrefixCode distance = WebpPrefixCode.read(this, DISTANCES);
        int most = 0;
        for (long left = pixels; left > 0; ) {
            int symbol = green.next(this);
            if (symbol < LITERALS) {
                most = Math.max(most, (red.next(this) << Byte.SIZE) | symbol);
                blue.next(this);
                alpha.next(this);
                left--;
            } else if (symbol < LITERALS + LENGTHS) {
                // Pixels that are copied have no new numbers.
                left -= prefixed(symbol - LITERALS);
                prefixed(distance.next(this));
            } else {
                left--;
            }
        }
        return most;
    }

    /** Colours in the cache, 0 without one. */
    private int skipCacheSize() {
        return bits(1) == 1 ? 1 << bits(4) : 0;
    }

    /** A length or distance of which the prefix has been read. */
    private int prefixed(int prefix) {
        if (prefix < 4) {
            return prefix + 1;
        }
        int extra = (prefix - 2) >> 1;
        return ((2 + (prefix & 1)) << extra) + bits(extra) + 1;
    }

    /** The next bits, at most 31, the lowest first. */
    int bits(int count) {
        if (at + count > end || count > 31) {
            throw new IllegalArgumentException("the picture ends in its header");
        }
        int bits = 0;
        for (int i = 0; i < count; i++, at++) {
            bits |= ((bytes[(int) (at >> 3)] >> (at & 7)) & 1) << i;
        }
        return bits;
    }
}
