package dev.pomona.model.photo;

/** A prefix code of a lossless WebP picture (RFC 9649, section 3.7), decoded bit by bit. */
final class WebpPrefixCode {

    private static final int MOST_BITS = 15;

    /** In which order the lengths of the code of lengths are stored. */
    private static final int[] ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private static final int REPEAT_LENGTH = 16;
    private static final int REPEAT_ZERO = 17;

    /** Codes of each length, and all symbols by length and value (canonical Huffman code). */
    private final int[] counts = new int[MOST_BITS + 1];

    private final int[] symbols;

    /**
     * The canonical code of these lengths in bits; a single symbol takes none.
     *
     * @throws IllegalArgumentException if there are more codes than such lengths leave room for, or fewer
     */
    private WebpPrefixCode(int[] lengths) {
        int[] sorted = new int[lengths.length];
        int size = 0;
        for (int length = 1; length <= MOST_BITS; length++) {
            for (int symbol = 0; symbol < lengths.length; symbol++) {
                if (lengths[symbol] == length) {
                    sorted[size++] = symbol;
                    counts[length]++;
                }
            }
        }
        this.symbols = sorted;
        if (size == 1) {
            counts[0] = 1;
            return;
        }
        int free = 1;
        for (int length = 1; length <= MOST_BITS; length++) {
            free = 2 * free - counts[length];
            if (free < 0) {
                throw new IllegalArgumentException("a code of too many symbols");
            }
        }
        if (free > 0) {
            throw new IllegalArgumentException("a code of too few symbols");
        }
    }

    static WebpPrefixCode read(WebpLosslessHeader bits, int alphabet) {
        int[] lengths = new int[Math.max(alphabet, 1 << Byte.SIZE)];
        if (bits.bits(1) == 1) {
            boolean two = bits.bits(1) == 1;
            int first = bits.bits(bits.bits(1) == 1 ? Byte.SIZE : 1);
            int second = two ? bits.bits(Byte.SIZE) : first;
            if (two && second <= first) {
                // Decoders differ in which of them is which.
                throw new IllegalArgumentException("two symbols out of order");
            }
            lengths[first] = 1;
            lengths[second] = 1;
            return new WebpPrefixCode(lengths);
        }
        int[] lengthsOfLengths = new int[ORDER.length];
        int stored = 4 + bits.bits(4);
        for (int i = 0; i < stored; i++) {
            lengthsOfLengths[ORDER[i]] = bits.bits(3);
        }
        WebpPrefixCode code = new WebpPrefixCode(lengthsOfLengths);
        int left = bits.bits(1) == 1 ? 2 + bits.bits(2 + 2 * bits.bits(3)) : alphabet;
        int previous = Byte.SIZE;
        for (int symbol = 0; symbol < alphabet && left > 0; left--) {
            int length = code.next(bits);
            if (length < REPEAT_LENGTH) {
                lengths[symbol++] = length;
                previous = length == 0 ? previous : length;
            } else {
                int times = switch (length) {
                    case REPEAT_LENGTH -> 3 + bits.bits(2);
                    case REPEAT_ZERO -> 3 + bits.bits(3);
                    default -> 11 + bits.bits(7);
                };
                for (int end = symbol + times; symbol < end; symbol++) {
                    lengths[symbol] = length == REPEAT_LENGTH ? previous : 0;
                }
            }
        }
        return new WebpPrefixCode(lengths);
    }

    /** The next symbol. */
    int next(WebpLosslessHeader bits) {
        if (counts[0] == 1) {
            return symbols[0];
        }
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= MOST_BITS; length++) {
            code |= bits.bits(1);
            int count = counts[length];
            if (code - first < count) {
                return symbols[index + code - first];
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        throw new IllegalStateException("a complete code has a symbol for all bits");
    }
}
