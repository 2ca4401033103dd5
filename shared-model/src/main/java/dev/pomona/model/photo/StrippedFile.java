package dev.pomona.model.photo;

import org.jspecify.annotations.Nullable;

/**
 * A picture file reduced to what its pixels need. Decoders never see metadata, which may be as large as the file and cost
 * them any time and memory.
 *
 * @param bytes a valid file of the same format, or the original array where nothing was left out
 * @param orientation from the EXIF block
 * @param jpeg the header of a JPEG; null for other formats
 * @param profile the colours of a PNG or WebP, whose decoders ignore them; empty for sRGB, and for a JPEG
 * @param nativeBytes bytes that the decoder takes for each pixel, beside those of the image it returns
 * @param cut whether the file ends inside a chunk, or without the chunk that ends it; false for a JPEG, which has none
 */
record StrippedFile(
        byte[] bytes,
        Orientation orientation,
        @Nullable JpegHeader jpeg,
        byte[] profile,
        int nativeBytes,
        boolean cut) {

    static final byte[] SRGB = {};

    /**
     * Strips a file in one pass over its segments or chunks.
     *
     * @throws PhotoException if decoding would take too long, or the file is of a kind that is not decoded
     * @throws RuntimeException if the file is broken
     */
    static StrippedFile of(PhotoFormat format, byte[] file) throws PhotoException {
        return switch (format) {
            case JPEG -> new JpegSegments(file).strip();
            case PNG -> PngChunks.strip(file);
            case WEBP -> WebpChunks.strip(file);
        };
    }
}
