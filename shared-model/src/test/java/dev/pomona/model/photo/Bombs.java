package dev.pomona.model.photo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Picture files whose bytes are as many as an upload may have and ask for as much work as their format allows. */
final class Bombs {

    /** Bytes of the largest upload. */
    static final int SIZE = 20_000_000;

    private static final int SUBTRACT_GREEN = 2;
    private static final int COLOUR_INDEXING = 3;

    private Bombs() {}

    /** An XMP packet of one long list. */
    static byte[] xmp(int size) {
        String head = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
                + " xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:subject><rdf:Bag>";
        String tail = "</rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>";
        return latin1(head + "<rdf:li/>".repeat((size - head.length() - tail.length()) / 9) + tail);
    }

    /** EXIF with one entry: tag 0x02BC, an XMP packet. */
    static byte[] exifWithXmp(int size) {
        byte[] xmp = xmp(size - 26);
        return ByteBuffer.allocate(26 + xmp.length)
                .put(latin1("MM\0*"))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x02BC)
                .putShort((short) 1)
                .putInt(xmp.length)
                .putInt(26)
                .putInt(0)
                .put(xmp)
                .array();
    }

    /** EXIF of directories that overlap: each begins two bytes behind the one before and has thousands of entries. */
    static byte[] exifOfManyEntries(int size) {
        ByteBuffer tiff = ByteBuffer.allocate(size).put(latin1("MM\0*")).putInt(8);
        while (tiff.remaining() > 1 << 20) {
            int entries = 65_000;
            tiff.putShort((short) entries);
            for (int i = 0; i < entries; i++) {
                tiff.putShort((short) 0x8769)
                        .putShort((short) 4)
                        .putInt(1 << 12)
                        .putInt(8);
            }
            tiff.putInt(tiff.position() + 4);
        }
        return tiff.array();
    }

    /** A zlib stream of zeros that is two hundred times as long when it is inflated. */
    static byte[] deflatedZeros(int size) {
        byte[] zeros = new byte[size];
        // One block of fixed codes: a literal zero, then copies of 258 bytes, 13 bits each.
        Bits bits = new Bits(0x78, 0x9C).put(0b010, 3).put(0b0000_1100, 8);
        for (int i = 0; i < 80; i++) {
            bits.put(0b1010_0011, 8).put(0, 5);
        }
        byte[] start = bits.bytes();
        // The copies repeat after 13 bytes.
        System.arraycopy(start, 0, zeros, 0, start.length - 1);
        for (int i = start.length - 1; i < size; i++) {
            zeros[i] = zeros[i - 13];
        }
        return zeros;
    }

    /** A JPEG of which each segment behind the start is this one. */
    static byte[] jpegOfSegments(byte[] jpeg, int marker, byte[] data) {
        byte[] segment = ByteBuffer.allocate(4 + data.length)
                .putShort((short) marker)
                .putShort((short) (2 + data.length))
                .put(data)
                .array();
        return repeated(Arrays.copyOf(jpeg, 2), segment, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** A JPEG with a colour profile in as many parts as there may be. */
    static byte[] jpegWithProfile(byte[] jpeg, byte[] profile) {
        byte[] name = latin1("ICC_PROFILE\0");
        int most = 65_533 - name.length - 2;
        int parts = Math.min(255, (profile.length + most - 1) / most);
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + Math.min(profile.length, parts * most) + parts * 18);
        out.put(jpeg, 0, 2);
        for (int i = 0; i < parts; i++) {
            int length = Math.min(most, profile.length - i * most);
            out.putShort((short) 0xFFE2).putShort((short) (2 + name.length + 2 + length));
            out.put(name).put((byte) (i + 1)).put((byte) parts).put(profile, i * most, length);
        }
        return out.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** A grey JPEG that goes over its picture once more with every ten bytes. */
    static byte[] jpegOfScans(int frame, int side) {
        ByteBuffer head = ByteBuffer.allocate(2 + 69 + 13 + 22 + 22);
        head.putShort((short) 0xFFD8);
        head.putShort((short) 0xFFDB).putShort((short) 67).put((byte) 0);
        for (int i = 0; i < 64; i++) {
            head.put((byte) 1);
        }
        head.putShort((short) frame).putShort((short) 11).put((byte) 8);
        head.putShort((short) side).putShort((short) side).put(new byte[] {1, 1, 0x11, 0});
        for (byte table : new byte[] {0, 0x10}) {
            head.putShort((short) 0xFFC4).putShort((short) 20).put(table).put((byte) 1);
            head.put(new byte[15]).put((byte) 0);
        }
        byte last = (byte) (frame == 0xFFC2 ? 0 : 63);
        byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, last, 0};
        return repeated(head.array(), scan, new byte[] {(byte) 0xFF, (byte) 0xD9});
    }

    /** A JPEG of three components, each in scans of its own, which repeat. */
    static byte[] jpegOfSeparateScans(int side) {
        byte[] grey = jpegOfScans(0xFFC0, side);
        byte[] head = Arrays.copyOf(grey, 2 + 69);
        byte[] tables = Arrays.copyOfRange(grey, 2 + 69 + 13, 2 + 69 + 13 + 44);
        byte[] frame = ByteBuffer.allocate(19)
                .putShort((short) 0xFFC0)
                .putShort((short) 17)
                .put((byte) 8)
                .putShort((short) side)
                .putShort((short) side)
                .put(new byte[] {3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0})
                .array();
        byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0};
        return repeated(joined(head, frame, tables), scan, new byte[] {(byte) 0xFF, (byte) 0xD9});
    }

    /** A PNG with as many chunks of this kind in front of its pixels as there is room for. */
    static byte[] pngOfChunks(byte[] png, String type, byte[] data) {
        byte[] one = PictureFiles.pngWithChunk(png, type, data);
        int header = 33;
        byte[] chunk = Arrays.copyOfRange(one, header, one.length - (png.length - header));
        return repeated(Arrays.copyOf(png, header), chunk, Arrays.copyOfRange(png, header, png.length));
    }

    /** A WebP on a canvas, with these chunks behind the picture. */
    static byte[] webpWith(byte[] webp, int width, int height, int flags, byte[] before, byte[] behind) {
        byte[] canvas = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(flags)
                .putShort((short) (width - 1))
                .put((byte) 0)
                .putShort((short) (height - 1))
                .put((byte) 0)
                .array();
        byte[] picture = Arrays.copyOfRange(webp, 12, webp.length);
        return riff(joined(chunk("VP8X", canvas), before, picture, behind));
    }

    static byte[] riff(byte[] chunks) {
        return chunk("RIFF", joined(latin1("WEBP"), chunks));
    }

    static byte[] chunk(String type, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + data.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(latin1(type))
                .putInt(data.length)
                .put(data)
                .array();
    }

    /** A lossless picture of one colour whose pixels are turned again for every three bits. */
    static byte[] losslessOfTransforms(int side, int bytes) {
        Bits bits = lossless(side);
        for (long i = 0; i < 8L * bytes / 3; i++) {
            bits.put(1, 1).put(SUBTRACT_GREEN, 2);
        }
        return blank(bits.put(0, 1).put(0, 1).put(0, 1));
    }

    /** The same with a palette in front, which has to be read before the rest can be. */
    static byte[] losslessOfTransformsBehindAPalette(int side, int bytes) {
        Bits bits = lossless(side).put(1, 1).put(COLOUR_INDEXING, 2).put(255, 8).put(0, 1);
        oneColour(bits);
        for (long i = 0; i < 8L * bytes / 3; i++) {
            bits.put(1, 1).put(SUBTRACT_GREEN, 2);
        }
        return blank(bits.put(0, 1).put(0, 1).put(0, 1));
    }

    /** A lossless picture of 65,536 groups of Huffman codes, of which one is used. */
    static byte[] losslessOfCodes(int side) {
        Bits bits = lossless(side).put(0, 1).put(0, 1).put(1, 1).put(7, 3);
        // The picture that says which group is where: all of them the last one.
        bits.put(0, 1);
        bits.put(0b1_0_1, 3).put(255, 8);
        bits.put(0b1_0_1, 3).put(255, 8);
        for (int i = 0; i < 3; i++) {
            bits.put(1, 4);
        }
        for (int i = 0; i < 65_536; i++) {
            oneColour(bits);
        }
        return bits.put(0, 32).put(0, 32).bytes();
    }

    /** A lossless picture of 65,536 groups of Huffman codes, each of which has tables of its own in a decoder. */
    static byte[] losslessOfUsedCodes() {
        int groupSide = 256;
        Bits bits = lossless(4 * groupSide).put(0, 1).put(0, 1).put(1, 1).put(0, 3);
        // The picture that says which group is where: red and green, of eight bits each, count up.
        bits.put(0, 1);
        for (int i = 0; i < 2; i++) {
            // Lengths of codes: 8 has none but itself, and so takes no bits; 256 symbols have that length.
            bits.put(0, 1).put(12 - 4, 4).put(0, 3 * 11).put(1, 3);
            bits.put(1, 1).put(3, 3).put(254, 8);
        }
        for (int i = 0; i < 3; i++) {
            bits.put(1, 4);
        }
        for (int i = 0; i < groupSide * groupSide; i++) {
            bits.put(Integer.reverse(i & 0xFF) >>> 24, 8).put(Integer.reverse(i >> 8) >>> 24, 8);
        }
        for (int i = 0; i < groupSide * groupSide; i++) {
            oneColour(bits);
        }
        return bits.put(0, 32).put(0, 32).bytes();
    }

    private static Bits lossless(int side) {
        return new Bits(0x2F).put(side - 1, 14).put(side - 1, 14).put(0, 1).put(0, 3);
    }

    private static byte[] blank(Bits bits) {
        oneColour(bits);
        return bits.put(0, 32).put(0, 32).bytes();
    }

    /** Five codes of one symbol each, which take no bits. */
    private static void oneColour(Bits bits) {
        for (int i = 0; i < 5; i++) {
            bits.put(1, 4);
        }
    }

    static byte[] repeated(byte[] head, byte[] part, byte[] tail) {
        int times = Math.max(1, (SIZE - head.length - tail.length) / part.length);
        ByteBuffer out = ByteBuffer.allocate(head.length + times * part.length + tail.length);
        out.put(head);
        for (int i = 0; i < times; i++) {
            out.put(part);
        }
        return out.put(tail).array();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Bits written from the lowest of each byte on. */
    private static final class Bits {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long pending;
        private int count;

        Bits(int... start) {
            for (int b : start) {
                bytes.write(b);
            }
        }

        Bits put(int value, int length) {
            pending |= (value & (1L << length) - 1) << count;
            count += length;
            while (count >= Byte.SIZE) {
                bytes.write((int) pending);
                pending >>>= Byte.SIZE;
                count -= Byte.SIZE;
            }
            return this;
        }

        byte[] bytes() {
            byte[] whole = Arrays.copyOf(bytes.toByteArray(), bytes.size() + 1);
            whole[bytes.size()] = (byte) pending;
            return whole;
        }
    }
}
