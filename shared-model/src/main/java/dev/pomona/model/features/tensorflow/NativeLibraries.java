package dev.pomona.model.features.tensorflow;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.UnsupportedPlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * TensorFlow's native libraries, unpacked once from their jar into the user's cache (630 MB on Linux) and loaded from
 * there. Where {@code TENSORFLOW_LIBRARY_PATH}, DJL's own environment variable, names a folder that has them already, they
 * are loaded from that one. DJL is told where they lie and to download nothing.
 */
final class NativeLibraries {

    private static final String FOLDER = "org/tensorflow/internal/c_api/";
    private static final String VERSION_FILE = "/dev/pomona/model/features/tensorflow/native.properties";

    /** Environment variable that names a folder with the libraries. */
    static final String LIBRARY_PATH = "TENSORFLOW_LIBRARY_PATH";

    private static final String LIBRARY = System.mapLibraryName("jnitensorflow");

    private NativeLibraries() {}

    /**
     * Loads the libraries and makes them known to DJL; to be called before any class of TensorFlow is touched.
     *
     * @throws IOException if they cannot be unpacked, or are not in the folder of {@code TENSORFLOW_LIBRARY_PATH}
     * @throws UnsupportedPlatformException if the class path has none for this platform
     * @throws UnsatisfiedLinkError if the system cannot load them
     */
    static void install(CacheFolder cache) throws IOException {
        Path folder = folder(cache, System.getenv(LIBRARY_PATH));
        System.setProperty(LIBRARY_PATH, folder.toString());
        // JavaCPP would first look for every library under several names in each jar, which takes most of a second.
        System.setProperty("org.bytedeco.javacpp.loadLibraries", "false");
        System.load(folder.resolve(LIBRARY).toString());
        System.setProperty("DJL_OFFLINE", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    /**
     * Returns the folder of the libraries; unpacks them first where no folder is given and the cache has none.
     *
     * @param given folder that has the libraries, or null
     */
    static Path folder(CacheFolder cache, @Nullable String given) throws IOException {
        if (given == null || given.isBlank()) {
            String platform = platform();
            return cache.folder("tensorflow-" + version() + "-" + platform, target -> unpack(platform, target));
        }
        Path folder = Path.of(given).toAbsolutePath();
        if (!Files.isRegularFile(folder.resolve(LIBRARY))) {
            throw new NoSuchFileException(folder.resolve(LIBRARY).toString(), null, "wanted by " + LIBRARY_PATH);
        }
        return folder;
    }

    private static void unpack(String platform, Path target) throws IOException {
        String libraries = FOLDER + platform + "/";
        try (JarFile jar = jarWith(libraries + LIBRARY)) {
            List<JarEntry> entries = jar.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(libraries))
                    .filter(entry -> entry.getName().indexOf('/', libraries.length()) < 0)
                    .toList();
            for (JarEntry entry : entries) {
                try (InputStream stream = jar.getInputStream(entry)) {
                    Files.copy(stream, target.resolve(entry.getName().substring(libraries.length())));
                }
            }
        }
    }

    /**
     * Checks that there are libraries for this platform.
     *
     * @param given folder that has the libraries, or null
     * @throws UnsupportedPlatformException if there are none
     */
    static void requirePlatform(@Nullable String given) {
        if (given == null || given.isBlank()) {
            find(FOLDER + platform() + "/" + LIBRARY);
        }
    }

    private static URL find(String library) {
        @Nullable URL url = NativeLibraries.class.getClassLoader().getResource(library);
        if (url == null) {
            throw new UnsupportedPlatformException(platform());
        }
        return url;
    }

    private static JarFile jarWith(String library) throws IOException {
        URL url = find(library);
        if (!(url.openConnection() instanceof JarURLConnection connection)) {
            throw new IllegalStateException("TensorFlow's libraries are expected in a jar, not at " + url);
        }
        connection.setUseCaches(false);
        return connection.getJarFile();
    }

    private static String version() throws IOException {
        Properties properties = new Properties();
        try (@Nullable InputStream stream = NativeLibraries.class.getResourceAsStream(VERSION_FILE)) {
            if (stream == null) {
                throw new IllegalStateException(VERSION_FILE + " is not on the class path");
            }
            properties.load(stream);
        }
        return properties.getProperty("version");
    }

    /** The platform's name in JavaCPP's terms, {@code linux-x86_64} for instance. */
    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : "linux";
        String arch = System.getProperty("os.arch");
        String processor = switch (arch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64" -> "arm64";
            default -> arch;
        };
        return family + "-" + processor;
    }
}
