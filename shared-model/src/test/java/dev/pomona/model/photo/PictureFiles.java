package dev.pomona.model.photo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Picture files for tests, made in memory. */
public final class PictureFiles {

    private static final int PNG_SIGNATURE_AND_IHDR = 8 + 25;

    private PictureFiles() {}

    public static byte[] write(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, bytes)) {
                throw new AssertionError("no writer for " + format + " and this kind of image");
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG whose rows come in the seven passes of Adam7. */
    static byte[] interlacedPng(BufferedImage image) {
        return progressive(image, "png");
    }

    /** A JPEG in ten scans, from coarse to fine. */
    public static byte[] progressiveJpeg(BufferedImage image) {
        return progressive(image, "jpeg");
    }

    /** The JPEG with its last scan repeated. */
    static byte[] withMoreScans(byte[] jpeg, int more) {
        int scan = jpeg.length - 2;
        while (jpeg[scan] != (byte) 0xFF || jpeg[scan + 1] != (byte) 0xDA) {
            scan--;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < more; i++) {
            bytes.write(jpeg, scan, jpeg.length - 2 - scan);
        }
        bytes.write(jpeg, jpeg.length - 2, 2);
        return bytes.toByteArray();
    }

    private static byte[] progressive(BufferedImage image, String format) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            ImageWriteParam progressive = writer.getDefaultWriteParam();
            progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(image, null, null), progressive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A JPEG with an EXIF segment that holds nothing but the orientation. */
    public static byte[] jpegWithOrientation(byte[] jpeg, int orientation) {
        return jpegWithExif(jpeg, tiff(orientation));
    }

    /** A JPEG with an EXIF segment of these bytes. */
    static byte[] jpegWithExif(byte[] jpeg, byte[] tiff) {
        byte[] exif = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
        byte[] data = ByteBuffer.allocate(exif.length + tiff.length)
                .put(exif)
                .put(tiff)
                .array();
        return jpegWithSegment(jpeg, 0xFFE1, data);
    }

    /** A JPEG with one more segment at its start. */
    static byte[] jpegWithSegment(byte[] jpeg, int marker, byte[] data) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + 4 + data.length);
        out.put(jpeg, 0, 2).putShort((short) marker).putShort((short) (2 + data.length));
        out.put(data).put(jpeg, 2, jpeg.length - 2);
        return out.array();
    }

    /** A PNG with an eXIf chunk that holds nothing but the orientation. */
    public static byte[] pngWithOrientation(byte[] png, int orientation) {
        return pngWithChunk(png, "eXIf", tiff(orientation));
    }

    /** A PNG with one more chunk after its header. */
    public static byte[] pngWithChunk(byte[] png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        ByteBuffer out = ByteBuffer.allocate(png.length + 12 + data.length);
        out.put(png, 0, PNG_SIGNATURE_AND_IHDR);
        out.putInt(data.length).put(name).put(data).putInt((int) crc.getValue());
        out.put(png, PNG_SIGNATURE_AND_IHDR, png.length - PNG_SIGNATURE_AND_IHDR);
        return out.array();
    }

    /** A PNG whose header claims another size; its checksum is right. */
    public static byte[] pngClaiming(byte[] png, int width, int height) {
        return pngClaiming(png, width, height, png[24], png[25]);
    }

    /** A PNG that says it has this size, this many bits a channel, and this colour type. */
    static byte[] pngClaiming(byte[] png, int width, int height, int bits, int colourType) {
        byte[] changed = png.clone();
        ByteBuffer.wrap(changed)
                .putInt(16, width)
                .putInt(20, height)
                .put(24, (byte) bits)
                .put(25, (byte) colourType);
        CRC32 crc = new CRC32();
        crc.update(changed, 12, 17);
        ByteBuffer.wrap(changed).putInt(29, (int) crc.getValue());
        return changed;
    }

    public static byte[] firstHalf(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    /** Big-endian TIFF, one directory, one entry: tag 0x0112, type SHORT. */
    static byte[] tiff(int orientation) {
        return ByteBuffer.allocate(26)
                .put("MM".getBytes(StandardCharsets.ISO_8859_1))
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }
}
