package dev.pomona.model.photo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a WebP (RFC 9649): those of the first picture are kept, with its transparency. Of
 * an animation the first frame becomes a still picture. Used once.
 */
final class WebpChunks {

    private static final int RIFF_HEADER_LENGTH = 12;
    private static final int HEADER_LENGTH = 8;
    private static final int EXTENDED = fourCc("VP8X");
    private static final int EXTENDED_LENGTH = 10;
    private static final int LOSSY = fourCc("VP8 ");
    private static final int LOSSLESS = fourCc("VP8L");
    private static final int ALPHA = fourCc("ALPH");
    private static final int FRAME = fourCc("ANMF");
    private static final int FRAME_HEADER_LENGTH = 16;
    private static final int PROFILE = fourCc("ICCP");
    private static final int EXIF = fourCc("EXIF");

    /** Flags of the extended header. */
    private static final int IS_ANIMATED = 1 << 1;

    private static final int HAS_ALPHA = 1 << 4;
    private static final int LOSSLESS_SIGNATURE_LENGTH = 5;
    private static final int SIDE_BITS = 14;
    private static final int SIDE = (1 << SIDE_BITS) - 1;
    private static final int LOSSY_SIDES_AT = 6;
    private static final int LOSSLESS_BYTES = 4;
    private static final int ALPHA_BYTES = 2;

    private final byte[] webp;
    private final ByteBuffer file;
    private @Nullable Chunk profile;
    private @Nullable Chunk exif;
    private @Nullable Chunk frame;
    private @Nullable Chunk alpha;
    private @Nullable Chunk picture;
    private boolean cut;

    private WebpChunks(byte[] webp) {
        this.webp = webp;
        this.file = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
    }

    static StrippedFile strip(byte[] webp) throws PhotoException {
        WebpChunks chunks = new WebpChunks(webp);
        try {
            return chunks.strip();
        } catch (RuntimeException e) {
            if (chunks.cut) {
                throw new PhotoException(PhotoProblem.TRUNCATED, "The file ends before the picture does.", e);
            }
            throw e;
        }
    }

    /** A chunk's data is from {@code from} to before {@code to}; its header is in front. */
    private record Chunk(int type, int from, int to) {

        int length() {
            return to - from;
        }
    }

    private StrippedFile strip() throws PhotoException {
        Chunk header = chunk(RIFF_HEADER_LENGTH, webp.length);
        if (header.type() == EXTENDED) {
            collect(next(header), webp.length);
            return stripExtended(header);
        }
        checkPicture(header, sideOf(header, 0), sideOf(header, 1));
        return new StrippedFile(still(header), Orientation.NORMAL, null, StrippedFile.SRGB, nativeBytes(header), cut);
    }

    /** Finds the first chunk of each kind. */
    private void collect(int from, int to) {
        for (int at = from; at + HEADER_LENGTH <= to; ) {
            Chunk chunk = chunk(at, to);
            if (chunk.type() == PROFILE && profile == null) {
                profile = chunk;
            } else if (chunk.type() == EXIF && exif == null) {
                exif = chunk;
            } else if (chunk.type() == FRAME && frame == null) {
                frame = chunk;
            } else if (chunk.type() == ALPHA && alpha == null && picture == null) {
                alpha = chunk;
            } else if ((chunk.type() == LOSSY || chunk.type() == LOSSLESS) && picture == null) {
                picture = chunk;
            }
            at = next(chunk);
        }
    }

    private StrippedFile stripExtended(Chunk header) throws PhotoException {
        int flags = file.get(header.from());
        int sides = header.from() + 4;
        if ((flags & IS_ANIMATED) != 0 && frame != null) {
            sides = frame.from() + 6;
            alpha = null;
            picture = null;
            collect(frame.from() + FRAME_HEADER_LENGTH, frame.to());
        }
        if (picture == null) {
            throw new IllegalArgumentException("a WebP without a picture");
        }
        int width = 1 + threeBytes(sides);
        int height = 1 + threeBytes(sides + 3);
        checkPicture(picture, width, height);
        if (alpha != null && (file.get(alpha.from()) & 3) == 1) {
            new WebpLosslessHeader(webp, alpha.from() + 1, alpha.to()).check(width, height);
        }
        byte[] colours = profile == null
                ? StrippedFile.SRGB
                : ColourProfiles.simple(Arrays.copyOfRange(webp, profile.from(), profile.to()));
        ByteBuffer canvas = ByteBuffer.allocate(EXTENDED_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        canvas.putInt(flags & HAS_ALPHA);
        canvas.put(webp, sides, 6);
        return new StrippedFile(
                extended(canvas.array()),
                exif == null ? Orientation.NORMAL : ExifOrientation.read(webp, exif.from(), exif.to()),
                null,
                colours,
                nativeBytes(picture),
                cut);
    }

    private byte[] extended(byte[] canvas) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.write(webp, 0, RIFF_HEADER_LENGTH + HEADER_LENGTH);
        chunks.writeBytes(canvas);
        write(alpha, chunks);
        write(picture, chunks);
        return withLength(chunks.toByteArray());
    }

    /** Writes a chunk with the length that is there: libwebp decodes nothing of one that is longer than its file. */
    private void write(@Nullable Chunk chunk, ByteArrayOutputStream chunks) {
        if (chunk != null) {
            chunks.write(webp, chunk.from() - HEADER_LENGTH, Integer.BYTES);
            chunks.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(chunk.length())
                    .array());
            chunks.write(webp, chunk.from(), chunk.length());
            if (chunk.length() % 2 == 1) {
                chunks.write(0);
            }
        }
    }

    /** A file of one chunk, which is the first of this one. */
    private byte[] still(Chunk only) {
        if (!cut && next(only) >= webp.length) {
            return webp;
        }
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.write(webp, 0, RIFF_HEADER_LENGTH);
        write(only, chunks);
        return withLength(chunks.toByteArray());
    }

    private static byte[] withLength(byte[] riff) {
        ByteBuffer.wrap(riff).order(ByteOrder.LITTLE_ENDIAN).putInt(4, riff.length - HEADER_LENGTH);
        return riff;
    }

    /** The canvas is what the limits are applied to. */
    private void checkPicture(Chunk chunk, int width, int height) throws PhotoException {
        if (sideOf(chunk, 0) != width || sideOf(chunk, 1) != height) {
            throw new IllegalArgumentException("a picture of another size than its canvas");
        }
        if (chunk.type() == LOSSLESS) {
            new WebpLosslessHeader(webp, chunk.from() + LOSSLESS_SIGNATURE_LENGTH, chunk.to()).check(width, height);
        }
    }

    /** The width (0) or height (1) that the compressed picture itself has in its header. */
    private int sideOf(Chunk chunk, int axis) {
        if (chunk.type() == LOSSY) {
            return file.getShort(chunk.from() + LOSSY_SIDES_AT + 2 * axis) & SIDE;
        }
        if (chunk.type() == LOSSLESS) {
            return 1 + ((file.getInt(chunk.from() + 1) >> (axis * SIDE_BITS)) & SIDE);
        }
        throw new IllegalArgumentException("a WebP that does not begin with a picture");
    }

    /** libwebp decodes a lossless picture as a whole, and a separate transparency twice; of lossy ones it keeps rows. */
    private int nativeBytes(Chunk chunk) {
        return chunk.type() == LOSSLESS ? LOSSLESS_BYTES : alpha != null ? ALPHA_BYTES : 0;
    }

    /** The chunk at a position; the last one of an incomplete file ends with it. */
    private Chunk chunk(int at, int end) {
        long length = file.getInt(at + 4) & 0xFFFFFFFFL;
        int from = at + HEADER_LENGTH;
        cut |= from + length > end;
        return new Chunk(file.getInt(at), from, (int) Math.min(end, from + length));
    }

    /** Chunks have an even length. */
    private static int next(Chunk chunk) {
        return chunk.to() + (chunk.to() - chunk.from()) % 2;
    }

    private int threeBytes(int at) {
        return (file.getShort(at) & 0xFFFF) | ((file.get(at + 2) & 0xFF) << 16);
    }

    private static int fourCc(String name) {
        return name.charAt(0) | (name.charAt(1) << 8) | (name.charAt(2) << 16) | (name.charAt(3) << 24);
    }
}
