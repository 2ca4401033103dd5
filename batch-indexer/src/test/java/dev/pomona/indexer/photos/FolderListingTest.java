package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pomona.indexer.LocalSpark;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderListingTest {

    private static final String NOTHING = "";

    private final LongAccumulator hidden = LocalSpark.session().sparkContext().longAccumulator("hidden");

    @TempDir
    private Path folder;

    private void file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {1});
    }

    private List<ListedEntry> list() {
        SparkSession spark = LocalSpark.session();
        try (FolderListing listing = new FolderListing(
                JavaSparkContext.fromSparkContext(spark.sparkContext()),
                spark.sessionState().newHadoopConf(),
                new LeftOut(DefaultExcludes.bundled(), hidden))) {
            return listing.files(List.of("file:" + folder)).collect();
        }
    }

    /** What was listed, by its path below the folder, with what is wrong with it. */
    private Map<String, String> problems() {
        return list().stream()
                .collect(Collectors.toMap(
                        ListedEntry::name,
                        entry -> entry.problem() == null
                                ? NOTHING
                                : entry.problem().name()));
    }

    @Test
    void listsEveryNameAndItsUriLeadsBackToTheFile() throws IOException {
        file("Kiwi/a = b %20 #ü?.jpg");
        file("Kiwi/日本.jpg");

        assertThat(list())
                .hasSize(2)
                .allSatisfy(
                        entry -> assertThat(Path.of(URI.create(entry.uri()))).hasSize(1));
        assertThat(problems()).containsOnlyKeys("Kiwi/a = b %20 #ü?.jpg", "Kiwi/日本.jpg");
    }

    @Test
    void aCamerasUnderscoreIsNotHiddenButDotsAndLeavingsOfSparkAreAndAreCounted() throws IOException {
        file("Kiwi/_DSC0001.jpg");
        file("_from the market/photo.jpg");
        file("Kiwi/.hidden.jpg");
        file("Kiwi/_SUCCESS");
        file("_temporary/photo.jpg");

        assertThat(problems()).containsOnlyKeys("Kiwi/_DSC0001.jpg", "_from the market/photo.jpg");
        assertThat(hidden.sum()).isEqualTo(3);
    }

    @Test
    void whatToolsLeaveInFoldersIsLeftOutAndCounted() throws IOException {
        file("Kiwi/photo.jpg");
        file("Kiwi/@eaDir/photo.jpg/SYNOPHOTO_THUMB_M.jpg");
        file("@EADIR/photo.jpg");
        file("#recycle/Kiwi/photo.jpg");
        file("$RECYCLE.BIN/photo.jpg");
        file("Kiwi/Thumbs.db");
        file("Kiwi/thumbs.DB.jpg");
        file("Kiwi/desktop.ini");
        file("__MACOSX/Kiwi/._photo.jpg");
        file("Kiwi/._photo.jpg");
        file("Kiwi/.DS_Store");
        file(".thumbnails/photo.jpg");
        file(".picasaoriginals/photo.jpg");
        file(".Trash-1000/photo.jpg");
        file("lost+found/photo.jpg");
        file("lost and found/photo.jpg");

        assertThat(problems()).containsOnlyKeys("Kiwi/photo.jpg", "Kiwi/thumbs.DB.jpg", "lost and found/photo.jpg");
        assertThat(hidden.sum()).isEqualTo(13);
    }

    @Test
    void aLinkBackIsRejectedAndNotFollowed() throws IOException {
        file("Kiwi/photo.jpg");
        file("Lime/photo.jpg");
        Files.createSymbolicLink(folder.resolve("Kiwi/loop"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("Kiwi/outside"), folder.getParent());

        assertThat(problems())
                .containsOnly(
                        Map.entry("Kiwi/photo.jpg", NOTHING),
                        Map.entry("Lime/photo.jpg", NOTHING),
                        Map.entry("Kiwi/loop", "LINK_LOOP"),
                        Map.entry("Kiwi/outside", "LINK_LOOP"));
    }

    @Test
    void linksInARingEndWhereTheRingIsClosed() throws IOException {
        file("Kiwi/photo.jpg");
        file("Lime/photo.jpg");
        Files.createSymbolicLink(folder.resolve("Kiwi/green"), Path.of("../Lime"));
        Files.createSymbolicLink(folder.resolve("Lime/hairy"), Path.of("../Kiwi"));

        assertThat(problems())
                .containsOnly(
                        Map.entry("Kiwi/photo.jpg", NOTHING),
                        Map.entry("Lime/photo.jpg", NOTHING),
                        Map.entry("Kiwi/green/photo.jpg", NOTHING),
                        Map.entry("Lime/hairy/photo.jpg", NOTHING),
                        Map.entry("Kiwi/green/hairy", "LINK_LOOP"),
                        Map.entry("Lime/hairy/green", "LINK_LOOP"));
    }

    @Test
    void linksThatLeadNowhereAreRejected() throws IOException {
        Files.createSymbolicLink(folder.resolve("dangling.jpg"), Path.of("nowhere.jpg"));
        Files.createSymbolicLink(folder.resolve("itself.jpg"), Path.of("itself.jpg"));

        assertThat(problems())
                .containsOnly(Map.entry("dangling.jpg", "UNREADABLE"), Map.entry("itself.jpg", "UNREADABLE"));
    }

    @Test
    void aNameThatIsNotUtf8IsRejected() throws IOException {
        Files.write(Path.of(URI.create(folder.toUri() + "caf%E9.jpg")), new byte[] {1});

        assertThat(problems()).containsOnly(Map.entry("caf\ufffd.jpg", "NAME_NOT_TEXT"));
    }

    @Test
    void whatIsNeitherFileNorFolderIsRejected() throws Exception {
        Path pipe = folder.resolve("pipe.jpg");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo here");

        assertThat(problems()).containsOnly(Map.entry("pipe.jpg", "NOT_A_FILE"));
    }

    @Test
    void filesThatMayNotBeLookedAtAreRejectedOneByOne() throws IOException {
        file("Kiwi/1.jpg");
        file("Kiwi/2.jpg");
        Path kiwi = folder.resolve("Kiwi");
        Files.setPosixFilePermissions(kiwi, PosixFilePermissions.fromString("r--r--r--"));
        try {
            assumeFalse(Files.isReadable(kiwi.resolve("1.jpg")), "this user may read everything");

            assertThat(problems())
                    .containsOnly(Map.entry("Kiwi/1.jpg", "UNREADABLE"), Map.entry("Kiwi/2.jpg", "UNREADABLE"));
        } finally {
            Files.setPosixFilePermissions(kiwi, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void aTreeThatIsTooDeepIsRejectedWhereItGoesOn() throws IOException {
        String deep = "d/".repeat(FolderListing.MAX_DEPTH);
        file(deep + "photo.jpg");
        file("photo.jpg");

        assertThat(problems())
                .containsOnly(
                        Map.entry("photo.jpg", NOTHING), Map.entry(deep.substring(0, deep.length() - 1), "UNREADABLE"));
    }

    @Test
    void keepsNothingPersisted() throws IOException {
        file("Kiwi/photo.jpg");
        int before = persisted();

        assertThat(list()).hasSize(1);

        assertThat(persisted()).isEqualTo(before);
    }

    private static int persisted() {
        return LocalSpark.session().sparkContext().getPersistentRDDs().size();
    }
}
