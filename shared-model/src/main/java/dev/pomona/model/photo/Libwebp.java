package dev.pomona.model.photo;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
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
     * @throws IOException if it is broken
     * @throws OutOfMemoryError if there is not enough memory for its pixels
     */
    static BufferedImage read(ImageReader reader) throws IOException {
        try {
            return reader.read(0);
        } catch (OutOfMemoryError e) {
            if (e.getMessage() != null) {
                throw e;
            }
            // The plug-in's own error: libwebp takes a transparency that it cannot start to decode for lack of memory.
            throw new IOException("libwebp has no memory, or the transparency is broken");
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
