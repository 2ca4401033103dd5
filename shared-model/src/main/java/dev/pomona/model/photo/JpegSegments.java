package dev.pomona.model.photo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a JPEG (ITU-T T.81, annex B): those of the pixels and of their colours are kept, metadata is left out.
 * Bytes between segments that belong to none are skipped, as decoders do. Used once.
 */
final class JpegSegments {

    private static final int START_OF_IMAGE_LENGTH = 2;
    private static final int ARITHMETIC_TABLES = 0xCC;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int QUANTIZATION_TABLES = 0xDB;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int APP_0 = 0xE0;
    private static final int APP_1 = 0xE1;
    private static final int APP_2 = 0xE2;
    private static final int APP_14 = 0xEE;
    private static final int APP_15 = 0xEF;
    private static final int COMMENT = 0xFE;
    private static final byte[] JFIF = latin1("JFIF\0");
    private static final byte[] EXIF_ONLY = {(byte) 0xFF, (byte) APP_1, 0, 8, 'E', 'x', 'i', 'f', 0, 0};
    private static final byte[] ADOBE = latin1("Adobe");
    private static final int ADOBE_TRANSFORM_AT = 11;
    private static final byte[] PROFILE = latin1("ICC_PROFILE\0");

    /** Name, number of the part and number of parts. */
    private static final int PROFILE_DATA_AT = PROFILE.length + 2;

    /** Segments in front of the first scan, without metadata. Pictures have some ten, and a profile at most 255. */
    private static final int MOST_SEGMENTS = 500;

    /** Decoders go over the whole picture once a scan. Encoders make ten by default, optimizers some twenty. */
    private static final int MOST_SCANS = 64;

    private final byte[] file;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ByteArrayOutputStream profile = new ByteArrayOutputStream();
    private final ByteArrayOutputStream profileSegments = new ByteArrayOutputStream();
    private int at = START_OF_IMAGE_LENGTH;
    private int segments;
    private int frames;
    private JpegHeader.@Nullable Frame frame;
    private int adobeTransform = -1;
    private @Nullable Orientation orientation;

    JpegSegments(byte[] file) {
        this.file = file;
    }

    StrippedFile strip() throws PhotoException {
        kept.write(file, 0, START_OF_IMAGE_LENGTH);
        while (true) {
            int marker = nextMarker();
            int data = at + 2;
            int end = at + unsignedShort(at);
            if (end < data || end > file.length) {
                throw new IllegalArgumentException("a segment without end");
            }
            if (marker == START_OF_SCAN) {
                return upToTheEnd(data, end);
            }
            keepIfNeeded(marker, data, end);
            at = end;
        }
    }

    private void keepIfNeeded(int marker, int data, int end) throws PhotoException {
        boolean needed = switch (marker) {
            case HUFFMAN_TABLES, ARITHMETIC_TABLES, QUANTIZATION_TABLES, RESTART_INTERVAL -> true;
            case APP_0 -> startsWith(JFIF, data, end);
            case APP_14 -> startsWith(ADOBE, data, end);
            default -> JpegHeader.Frame.isMarker(marker);
        };
        if (JpegHeader.Frame.isMarker(marker)) {
            frames++;
            frame = JpegHeader.Frame.read(marker, ByteBuffer.wrap(file, data, end - data));
        } else if (marker == APP_14 && needed) {
            adobeTransform = file[data + ADOBE_TRANSFORM_AT] & 0xFF;
        } else if (marker == APP_1 && orientation == null && ExifOrientation.isNamed(file, data, end)) {
            orientation = ExifOrientation.read(file, data, end);
            // Where nothing else names the colours, Java's decoder takes those of a photo with EXIF for YCbCr.
            kept.writeBytes(EXIF_ONLY);
        } else if (marker == APP_2 && startsWith(PROFILE, data, end) && end - data >= PROFILE_DATA_AT) {
            segments++;
            profile.write(file, data + PROFILE_DATA_AT, end - data - PROFILE_DATA_AT);
            profileSegments.write(file, data - 4, end - data + 4);
        }
        if (needed) {
            segments++;
            // Bytes may stand between a marker's two: these are the marker without them.
            kept.write(0xFF);
            kept.write(marker);
            kept.write(file, data - 2, end - data + 2);
        }
        if (segments > MOST_SEGMENTS) {
            throw new PhotoException(
                    PhotoProblem.TOO_COMPLEX, "The picture has more than %d segments.".formatted(MOST_SEGMENTS));
        }
    }

    /** Keeps the first scan and all that follows. */
    private StrippedFile upToTheEnd(int data, int end) throws PhotoException {
        int components = file[data];
        JpegScans scans = new JpegScans(frame == null ? new int[0] : frame.numbers());
        scans.add(file, data);
        if (frame != null && (frame.isProgressive() || components < frame.count())) {
            addScans(end, scans);
        }
        if (scans.count() > MOST_SCANS) {
            throw new PhotoException(
                    PhotoProblem.TOO_COMPLEX, "The picture has more than %d scans.".formatted(MOST_SCANS));
        }
        byte[] colours = profile.toByteArray();
        if (colours.length > 0 && ColourProfiles.isSimple(colours.length, ByteBuffer.wrap(colours))) {
            kept.writeBytes(profileSegments.toByteArray());
        } else {
            colours = new byte[0];
        }
        return new StrippedFile(
                joined(kept.toByteArray(), data - 4),
                orientation == null ? Orientation.NORMAL : orientation,
                new JpegHeader(frames, frame, adobeTransform, components, scans, colours),
                StrippedFile.SRGB,
                0,
                false);
    }

    /** The segments that are kept and all of the file from a position on; the file itself if that is as long. */
    private byte[] joined(byte[] header, int rest) {
        if (header.length == rest) {
            return file;
        }
        byte[] joined = Arrays.copyOf(header, header.length + file.length - rest);
        System.arraycopy(file, rest, joined, header.length, file.length - rest);
        return joined;
    }

    /** Adds the scans that begin at or after a position, up to the end of the picture. */
    private void addScans(int from, JpegScans scans) {
        for (int i = from; i + 3 < file.length; i++) {
            int marker = file[i] == (byte) 0xFF ? file[i + 1] & 0xFF : 0;
            if (marker == END_OF_IMAGE) {
                return;
            }
            // In the data of a scan, 0xFF is followed by zero or a restart marker.
            if (marker == START_OF_SCAN || isSegment(marker)) {
                if (marker == START_OF_SCAN && i + 4 < file.length) {
                    scans.add(file, i + 4);
                }
                i += 1 + unsignedShort(i + 2);
            }
        }
    }

    /** Moves behind the next marker of a segment and returns its second byte. */
    private int nextMarker() {
        while (true) {
            while (file[at] != (byte) 0xFF) {
                at++;
            }
            while (file[at] == (byte) 0xFF) {
                at++;
            }
            int marker = file[at++] & 0xFF;
            if (marker == END_OF_IMAGE) {
                throw new IllegalArgumentException("the picture ends before its first scan");
            }
            if (marker == START_OF_SCAN || isSegment(marker)) {
                return marker;
            }
        }
    }

    private static boolean isSegment(int marker) {
        return (marker >= JpegHeader.BASELINE && marker <= 0xCF)
                || (marker >= QUANTIZATION_TABLES && marker <= APP_15)
                || marker == COMMENT;
    }

    private boolean startsWith(byte[] name, int data, int end) {
        return end - data >= name.length && Arrays.equals(file, data, data + name.length, name, 0, name.length);
    }

    private int unsignedShort(int position) {
        return (file[position] & 0xFF) << Byte.SIZE | (file[position + 1] & 0xFF);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
