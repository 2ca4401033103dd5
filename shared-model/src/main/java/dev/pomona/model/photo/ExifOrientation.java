package dev.pomona.model.photo;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.png.PngChunk;
import com.drew.imaging.png.PngChunkReader;
import com.drew.imaging.png.PngChunkType;
import com.drew.imaging.webp.WebpMetadataReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the one thing Pomona takes from a picture's metadata: how it must be turned. */
final class ExifOrientation {

    private ExifOrientation() {}

    /** The orientation; {@link Orientation#NORMAL} where there is none or the metadata is broken. */
    static Orientation read(PhotoFormat format, byte[] bytes) {
        try {
            Metadata metadata = switch (format) {
                case JPEG ->
                    JpegMetadataReader.readMetadata(new ByteArrayInputStream(bytes), List.of(new ExifReader()));
                case PNG -> readPng(bytes);
                case WEBP -> WebpMetadataReader.readMetadata(new ByteArrayInputStream(bytes));
            };
            @Nullable ExifIFD0Directory directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            @Nullable
            Integer value = directory == null ? null : directory.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
            return value == null ? Orientation.NORMAL : Orientation.ofExif(value);
        } catch (ImageProcessingException | IOException | RuntimeException e) {
            return Orientation.NORMAL;
        }
    }

    /** Reads the EXIF chunk alone: text chunks of a PNG are compressed and can be made to expand without bound. */
    private static Metadata readPng(byte[] bytes) throws ImageProcessingException, IOException {
        Metadata metadata = new Metadata();
        Set<PngChunkType> wanted = Set.of(PngChunkType.eXIf);
        for (PngChunk chunk : new PngChunkReader().extract(new SequentialByteArrayReader(bytes), wanted)) {
            new ExifReader().extract(new ByteArrayReader(chunk.getBytes()), metadata);
        }
        return metadata;
    }
}
