package dev.pomona.indexer.photos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPhotoStoreTest {

    /** Java takes the encoding of file names from the environment it is started in, so this starts another one. */
    @Test
    void findsAndReadsNamesThatTheSystemsEncodingLacks(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("naïve 日本.jpg"), new byte[] {1, 2, 3});
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InPlainAscii.class.getName(),
                folder.toUri().toString(),
                folder.toString());
        java.environment().put("LC_ALL", "C");
        Process process = java.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String listed = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(URLDecoder.decode(listed, UTF_8).lines())
                .containsExactly("file:" + folder.resolve("naïve 日本.jpg") + ": 3 bytes, taken");
    }

    /** Lists a folder, reads its files and filters their names. */
    static final class InPlainAscii {

        private InPlainAscii() {}

        public static void main(String[] arguments) throws IOException {
            PathFilter photos = new PathFilter(List.of("**/na\u00efve*.jpg"), List.of("**.png"));
            LocalPhotoStore store = new LocalPhotoStore();
            ListedEntry folder = ListedEntry.source("file:" + arguments[1], arguments[0]);
            for (Iterator<ListedEntry> entries =
                            store.list(folder, new LeftOut(DefaultExcludes.NONE, new LongAccumulator()));
                    entries.hasNext(); ) {
                ListedEntry entry = entries.next();
                int length = store.read(URI.create(entry.uri()), entry.length()).length;
                String line = "%s: %d bytes, %s"
                        .formatted(entry.path(), length, photos.takes(entry.path()) ? "taken" : "left out");
                System.out.println(URLEncoder.encode(line, UTF_8));
            }
        }
    }
}
