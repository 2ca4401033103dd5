package dev.pomona.model.photo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** A format that people send and Pomona does not read, told by its first bytes; with what to do about it. */
record ForeignFormat(String label, Predicate<Beginning> beginning, String advice) {

    private static final List<ForeignFormat> ALL = List.of(
            new ForeignFormat("HEIC", Beginning::isHeic, Advice.PHONE),
            new ForeignFormat("AVIF", start -> start.hasBrand("avif", "avis"), Advice.CONVERT),
            new ForeignFormat("HEIF", start -> start.hasBrand("mif1", "msf1", "mif2"), Advice.PHONE),
            new ForeignFormat("MP4", start -> start.hasAt(4, "ftyp"), "Send a photo, not a film."),
            new ForeignFormat("JXL", start -> start.hasAt(0, "\u00FF\n") || start.hasAt(4, "JXL "), Advice.CONVERT),
            new ForeignFormat("GIF", start -> start.hasAt(0, "GIF8"), Advice.CONVERT),
            new ForeignFormat("TIFF", start -> start.hasAt(0, "II*\0") || start.hasAt(0, "MM\0*"), Advice.CONVERT),
            new ForeignFormat("BMP", start -> start.hasAt(0, "BM") && start.hasAt(6, "\0\0\0\0"), Advice.CONVERT),
            new ForeignFormat("PDF", start -> start.hasAt(0, "%PDF"), "Send the picture that is in it."),
            new ForeignFormat(
                    "gzip", start -> start.hasAt(0, "\u001F\u008B"), "Unpack it; no Content-Encoding is supported."),
            new ForeignFormat("ZIP", start -> start.hasAt(0, "PK\3\4"), "Send the picture that is in it."),
            new ForeignFormat(
                    "Git LFS pointer",
                    start -> start.text().startsWith("version https://git-lfs"),
                    "Run 'git lfs pull' first."),
            new ForeignFormat("data URL", start -> start.text().startsWith("data:"), Advice.BYTES),
            new ForeignFormat(
                    "Base64",
                    start -> start.hasAt(0, "/9j/") || start.hasAt(0, "iVBORw0K") || start.hasAt(0, "UklGR"),
                    Advice.BYTES),
            new ForeignFormat(
                    "SVG", start -> start.text().startsWith("<") && start.text().contains("<svg"), Advice.CONVERT),
            new ForeignFormat(
                    "HTML",
                    start -> start.text().startsWith("<!doctype html")
                            || start.text().startsWith("<html"),
                    "Send the picture, not a page."),
            new ForeignFormat(
                    "JSON",
                    start -> start.text().startsWith("{") || start.text().startsWith("["),
                    Advice.BYTES));

    private static final int START = 1024;

    private static final class Advice {
        static final String CONVERT = "Convert it to JPEG, PNG or WebP.";
        static final String BYTES = "Send the bytes of the picture themselves.";
        static final String PHONE =
                "Send it as JPEG; an iPhone takes JPEGs with Settings > Camera > Formats > Most" + " Compatible.";
    }

    /** The first bytes as Latin-1, and as lower-case text without leading white space. */
    record Beginning(String latin1, String text) {

        static Beginning of(byte[] bytes) {
            String latin1 = new String(bytes, 0, Math.min(START, bytes.length), StandardCharsets.ISO_8859_1);
            String unmarked = latin1.startsWith("\u00EF\u00BB\u00BF") ? latin1.substring(3) : latin1;
            return new Beginning(latin1, unmarked.stripLeading().toLowerCase(Locale.ROOT));
        }

        boolean hasAt(int offset, String magic) {
            return latin1.startsWith(magic, offset);
        }

        boolean isHeic() {
            return hasBrand("heic", "heix", "heim", "heis", "hevc", "hevx");
        }

        /** Whether the brand of an ISO base media file, or one that it is compatible with, is among these. */
        boolean hasBrand(String... brands) {
            if (!hasAt(4, "ftyp")) {
                return false;
            }
            int end = Math.min(latin1.length() - 4, latin1.charAt(2) << Byte.SIZE | latin1.charAt(3));
            List<String> sought = Arrays.asList(brands);
            for (int at = 8; at <= end; at += 4) {
                if (sought.contains(latin1.substring(at, at + 4))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The format that these bytes begin like. */
    static Optional<ForeignFormat> detect(byte[] bytes) {
        Beginning start = Beginning.of(bytes);
        return ALL.stream().filter(format -> format.beginning.test(start)).findFirst();
    }

    /** The refusal of bytes that begin like none of the formats Pomona reads. */
    static PhotoException refusal(byte[] bytes) {
        String unknown = "The bytes are not those of a JPEG, PNG or WebP picture.";
        return detect(bytes)
                .map(format -> PhotoException.ofFormat(
                        format.label, unknown + " They are " + format.label + ". " + format.advice))
                .orElseGet(() -> new PhotoException(PhotoProblem.UNSUPPORTED_FORMAT, unknown));
    }
}
