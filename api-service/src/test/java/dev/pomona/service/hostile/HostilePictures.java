package dev.pomona.service.hostile;

import dev.pomona.service.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Picture files that want to do harm, made of sound ones. */
final class HostilePictures {

    static final byte[] JPEG = Pictures.jpeg(Pictures.ball());
    static final byte[] PNG = Pictures.png(Pictures.ball());
    static final byte[] WEBP = resource("lossless.webp");
    static final byte[] LOSSY_WEBP = resource("lossy.webp");
    static final byte[] CMYK = resource("cmyk.jpg");

    private static final int SIGNATURE_AND_HEADER = 33;
    private static final int RIFF_HEADER = 12;
    private static final int ANIMATED = 2;
    private static final int HAS_EXIF = 8;

    /** Bytes of a photo that is just not too large. */
    private static final int LARGEST = 20_000_000;

    /** Where WebP files have their width and height. */
    private static final int LOSSLESS_SIZE = RIFF_HEADER + 8 + 1;

    private static final int LOSSY_SIZE = RIFF_HEADER + 8 + 6;

    private HostilePictures() {}

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A JPEG that claims another size. */
    static byte[] jpegClaiming(int width, int height) {
        byte[] jpeg = JPEG.clone();
        for (int at = 2; at < jpeg.length - 9; at++) {
            if ((jpeg[at] & 0xFF) == 0xFF && (jpeg[at + 1] & 0xFF) == 0xC0) {
                ByteBuffer.wrap(jpeg).putShort(at + 5, (short) height).putShort(at + 7, (short) width);
                return jpeg;
            }
        }
        throw new AssertionError("no frame in the JPEG");
    }

    /** A JPEG with segments at its start. */
    static byte[] jpegWith(int marker, byte[] data, int times) {
        byte[] segment = ByteBuffer.allocate(4 + data.length)
                .putShort((short) marker)
                .putShort((short) (2 + data.length))
                .put(data)
                .array();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(JPEG, 0, 2);
        for (int i = 0; i < times; i++) {
            out.writeBytes(segment);
        }
        out.write(JPEG, 2, JPEG.length - 2);
        return out.toByteArray();
    }

    /** EXIF whose directory says that it has many entries and that it is followed by itself. */
    static byte[] exifThatRunsInCircles() {
        ByteBuffer tiff = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4);
        tiff.put(text("Exif\0\0MM")).putShort((short) 42).putInt(8);
        tiff.putShort((short) 1);
        tiff.putShort((short) 0x8769).putShort((short) 4).putInt(-1).putInt(8);
        tiff.putInt(8);
        return tiff.array();
    }

    /** A PNG with one more chunk behind its header. */
    static byte[] pngWith(String type, byte[] data) {
        return joined(
                Arrays.copyOf(PNG, SIGNATURE_AND_HEADER),
                chunk(type, data),
                Arrays.copyOfRange(PNG, SIGNATURE_AND_HEADER, PNG.length));
    }

    /** A PNG of many pixels, all of which are in a few compressed bytes. */
    static byte[] pngOfZeros(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        return joined(
                Arrays.copyOf(PNG, 8),
                chunk("IHDR", header),
                chunk("IDAT", deflatedZeros((3L * width + 1) * height)),
                chunk("IEND", new byte[0]));
    }

    static byte[] deflatedZeros(long length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = new byte[1 << 16];
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
            for (long left = length; left > 0; left -= block.length) {
                deflated.write(block, 0, (int) Math.min(left, block.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] pngOf16Bits() {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_USHORT_GRAY);
        return Pictures.png(image);
    }

    /** An animation of one frame, which claims to be repeated for ever. */
    static byte[] animatedPng() {
        byte[] control = ByteBuffer.allocate(8).putInt(1).putInt(0).array();
        byte[] frame = ByteBuffer.allocate(26)
                .putInt(0)
                .putInt(320)
                .putInt(240)
                .putInt(0)
                .putInt(0)
                .putShort((short) 0)
                .putShort((short) 0)
                .array();
        byte[] animated = joined(
                Arrays.copyOf(PNG, SIGNATURE_AND_HEADER),
                chunk("acTL", control),
                chunk("fcTL", frame),
                Arrays.copyOfRange(PNG, SIGNATURE_AND_HEADER, PNG.length));
        return animated;
    }

    /** A lossless WebP that claims another size, at most 16,384 a side. */
    static byte[] webpClaiming(int width, int height) {
        byte[] webp = WEBP.clone();
        ByteBuffer size = ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN);
        int rest = size.getInt(LOSSLESS_SIZE) & 0xF0000000;
        size.putInt(LOSSLESS_SIZE, rest | (height - 1) << 14 | (width - 1));
        return webp;
    }

    /** A lossy WebP that claims another size, at most 16,383 a side. */
    static byte[] lossyWebpClaiming(int width, int height) {
        byte[] webp = LOSSY_WEBP.clone();
        ByteBuffer.wrap(webp)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(LOSSY_SIZE, (short) width)
                .putShort(LOSSY_SIZE + 2, (short) height);
        return webp;
    }

    /** A WebP that says in front of its picture how large it is. */
    static byte[] onCanvas(int width, int height, byte[] webp) {
        byte[] canvas = joined(new byte[4], threeBytes(width - 1), threeBytes(height - 1));
        byte[] picture = Arrays.copyOfRange(webp, RIFF_HEADER, webp.length);
        return riff("RIFF", joined(text("WEBP"), riff("VP8X", canvas), picture));
    }

    /** An animation that repeats this picture on a canvas of that size. */
    static byte[] animatedWebp(byte[] webp, int frames, int canvasWidth, int canvasHeight) {
        byte[] picture = Arrays.copyOfRange(webp, RIFF_HEADER, webp.length);
        byte[] place = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[6])
                .put(threeBytes(47))
                .put(threeBytes(31))
                .put(threeBytes(100))
                .put((byte) 0)
                .array();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(text("WEBP"));
        body.writeBytes(riff(
                "VP8X",
                joined(new byte[] {ANIMATED, 0, 0, 0}, threeBytes(canvasWidth - 1), threeBytes(canvasHeight - 1))));
        body.writeBytes(riff("ANIM", new byte[6]));
        for (int i = 0; i < frames; i++) {
            body.writeBytes(riff("ANMF", joined(place, picture)));
        }
        return riff("RIFF", body.toByteArray());
    }

    /** A WebP with EXIF as long as an upload may be. */
    static byte[] webpWithXmp() {
        byte[] picture = Arrays.copyOfRange(WEBP, RIFF_HEADER, WEBP.length);
        byte[] canvas = joined(new byte[] {HAS_EXIF, 0, 0, 0}, threeBytes(47), threeBytes(31));
        return riff("RIFF", joined(text("WEBP"), riff("VP8X", canvas), picture, riff("EXIF", exifWithXmp(LARGEST))));
    }

    /** EXIF with one entry: tag 0x02BC, an XMP packet of one long list. */
    static byte[] exifWithXmp(int size) {
        String head = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description"
                + " xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:subject><rdf:Bag>";
        String tail = "</rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>";
        byte[] xmp = text(head + "<rdf:li/>".repeat((size - 1000) / 9) + tail);
        ByteBuffer entry = ByteBuffer.allocate(26)
                .put(text("MM\0*"))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x02BC)
                .putShort((short) 1)
                .putInt(xmp.length)
                .putInt(26);
        return joined(entry.array(), xmp);
    }

    /** A grey progressive JPEG that goes over its 36 million pixels once more with every ten bytes. */
    static byte[] jpegOfScans() {
        ByteBuffer head = ByteBuffer.allocate(2 + 69 + 13 + 22 + 22).putShort((short) 0xFFD8);
        head.putShort((short) 0xFFDB).putShort((short) 67).put((byte) 0);
        for (int i = 0; i < 64; i++) {
            head.put((byte) 1);
        }
        head.putShort((short) 0xFFC2).putShort((short) 11).put((byte) 8);
        head.putShort((short) 6000).putShort((short) 6000).put(new byte[] {1, 1, 0x11, 0});
        for (byte table : new byte[] {0, 0x10}) {
            head.putShort((short) 0xFFC4)
                    .putShort((short) 20)
                    .put(table)
                    .put((byte) 1)
                    .put(new byte[16]);
        }
        byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 0, 0};
        ByteBuffer all = ByteBuffer.allocate(LARGEST).put(head.array());
        while (all.remaining() >= scan.length) {
            all.put(scan);
        }
        return all.array();
    }

    /** A lossless WebP whose pixels are turned once more for every three bits. */
    static byte[] webpOfTransforms() {
        byte[] bits = new byte[20_000];
        ByteBuffer.wrap(bits).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x2F).putInt(3999 << 14 | 3999);
        // One and the number of the transform, 101, again and again.
        for (int i = 5; i < bits.length; i++) {
            bits[i] = (byte) (0b01101101_10110110_11011011 >> 8 * ((i - 5) % 3));
        }
        return riff("RIFF", joined(text("WEBP"), riff("VP8L", bits)));
    }

    private static byte[] riff(String type, byte[] data) {
        return ByteBuffer.allocate(8 + data.length + data.length % 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(text(type))
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static byte[] threeBytes(int number) {
        return new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16)};
    }

    private static byte[] chunk(String type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(text(type));
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(text(type))
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] resource(String name) {
        try (var in = HostilePictures.class.getResourceAsStream("/pictures/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
