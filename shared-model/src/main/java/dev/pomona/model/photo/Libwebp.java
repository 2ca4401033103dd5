package dev.pomona.model.photo;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPReadParam;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageReader;

/**
 * Google's decoder of WebP, a native library. The class path has it for Linux, macOS and Windows; it is unpacked into a
 * folder for temporary files, loaded, and deleted again where the system allows that.
 */
final class Libwebp {

    /** Where the plug-in unpacks the library; it searches all of that folder for old copies. */
    private static final String FOLDER_PROPERTY = "com.luciad.imageio.webp.tmpdir";

    /** The plug-in copies the whole file. */
    static final int COPIES_OF_FILE = 1;

    /** What the plug-in says of libwebp's status; of lossless pictures, libwebp takes most for broken. */
    private static final String DATA_END = ".*(NotEnoughData|Suspended)";

    private static final byte[] ONE_PIXEL =
            Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    private static final WebPImageReaderSpi READERS = new WebPImageReaderSpi();
    private static boolean loaded;

    private Libwebp() {}

    /**
     * Loads the library once.
     *
     * @throws IllegalStateException if this machine cannot load it; the message names the remedy
     */
    static synchronized void load() {
        if (loaded) {
            return;
        }
        try {
            Path folder = Files.createTempDirectory("pomona-libwebp");
            folder.toFile().deleteOnExit();
            System.setProperty(FOLDER_PROPERTY, folder.toString());
            try {
                decodeOnePixel();
            } finally {
                System.clearProperty(FOLDER_PROPERTY);
                delete(folder);
            }
            loaded = true;
        } catch (IOException | LinkageError e) {
            throw new IllegalStateException(
                    "The decoder of WebP cannot be loaded on %s %s: the folder for temporary files (java.io.tmpdir, %s) has to be writable and mounted without noexec, and the platform one of Linux with glibc, macOS and Windows"
                            .formatted(
                                    System.getProperty("os.name"),
                                    System.getProperty("os.arch"),
                                    System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    /** A reader of one file, which copies the file and cannot be interrupted. */
    static ImageReader reader() {
        return READERS.createReaderInstance(null);
    }

    /**
     * Decodes the picture.
     *
     * @param height in pixels; nearly all rows are enough, and then only those are returned
     * @throws EOFException if the data end before nearly all rows
     * @throws IOException if the picture is broken
     * @throws OutOfMemoryError if there is not enough memory for its pixels
     */
    static BufferedImage read(ImageReader reader, int width, int height) throws IOException {
        try {
            return read(reader, new WebPReadParam());
        } catch (IOException e) {
            return nearlyAll(reader, width, height).orElseThrow(() -> e);
        }
    }

    private static Optional<BufferedImage> nearlyAll(ImageReader reader, int width, int height) {
        WebPReadParam rows = new WebPReadParam();
        rows.setUseCropping(true);
        rows.setCropWidth(width);
        rows.setCropHeight(height - DecodeListener.spareRows(height));
        try {
            return Optional.of(read(reader, rows));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static BufferedImage read(ImageReader reader, WebPReadParam parameters) throws IOException {
        try {
            return reader.read(0, parameters);
        } catch (OutOfMemoryError e) {
            if (e.getMessage() != null) {
                throw e;
            }
            // The plug-in's own error: libwebp takes a transparency that it cannot start to decode for lack of memory.
            throw new IOException("libwebp has no memory, or the transparency is broken");
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).matches(DATA_END)) {
                throw (EOFException) new EOFException("the data end before the picture").initCause(e);
            }
            throw e;
        }
    }

    private static void decodeOnePixel() throws IOException {
        ImageReader reader = reader();
        reader.setInput(new PhotoInput(ONE_PIXEL, new DecodeTimeLimit(Duration.ofDays(1))));
        reader.read(0);
    }

    /** Where a loaded library cannot be deleted, as on Windows, that happens at the end of the process. */
    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        boolean empty = true;
        for (Path file : files) {
            empty &= file.toFile().delete();
        }
        if (empty) {
            Files.delete(folder);
        }
    }
}
