package dev.pomona.service.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.index.Checksum;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.IndexReader;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.recognition.Recognition;
import dev.pomona.model.recognition.Status;
import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectSource;
import dev.pomona.model.store.StoreException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class IndexLoaderTest {

    private static final String FINGERPRINT = FakeExtractor.FINGERPRINT;
    private static final int FEATURES = FakeExtractor.FEATURES;

    @TempDir
    private Path root;

    @TempDir
    private Path cache;

    private SmallIndex index;
    private final FakeExtractor extractor = new FakeExtractor();
    private ObjectSource source;

    @BeforeEach
    void prepare() {
        index = new SmallIndex(root).fingerprint(FINGERPRINT).features(FEATURES);
        source = FolderStore.at(root);
    }

    @Test
    void loadsTheCurrentVersionAndAnswers() throws IOException {
        index.write();
        ServedIndex loaded = load();
        assertThat(loaded.manifest().version()).isEqualTo(SmallIndex.VERSION);
        assertThat(SmallIndex.LABELS).allSatisfy(label -> {
            Recognition recognition = ask(loaded, label);
            assertThat(recognition.status()).isEqualTo(Status.RECOGNISED);
            assertThat(recognition.best().label()).isEqualTo(label);
            assertThat(recognition.best().nearest().photo()).startsWith("photos/" + label + "/");
        });
    }

    @Test
    void readsEveryRowOfSeveralPartFilesWithSeveralRowGroups() throws IOException {
        index.photos(1000).partFiles(3).rowGroupRows(50).write();
        ServedIndex loaded = load();
        assertThat(loaded.recogniser().vectors().size()).isEqualTo(1000);
        assertThat(loaded.recogniser().vectors().labels()).isEqualTo(3);
        assertThat(SmallIndex.LABELS)
                .allSatisfy(
                        label -> assertThat(ask(loaded, label).best().label()).isEqualTo(label));
    }

    @Test
    void readsAFolderInPlaceAndKeepsNoCopies() throws IOException {
        index.write();
        load();
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void copiesTheFilesOfAnotherSourceToTheCacheOnce() throws IOException {
        index.partFiles(6).write();
        RemoteSource remote = new RemoteSource(FolderStore.at(root));
        source = remote;
        assertThat(load().recogniser().vectors().size()).isEqualTo(15);
        assertThat(remote.opened()).hasSize(7);
        assertThat(load().recogniser().vectors().size()).isEqualTo(15);
        assertThat(remote.opened()).as("nothing is copied again").hasSize(7);
    }

    @Test
    void replacesADamagedCopy() throws IOException {
        index.write();
        RemoteSource remote = new RemoteSource(FolderStore.at(root));
        source = remote;
        load();
        flipABit(copies().get(0).resolve(IndexLayout.file(SmallIndex.VERSION, SmallIndex.vectorsFile(0))));
        assertThat(load().recogniser().vectors().size()).isEqualTo(15);
        assertThat(remote.opened()).hasSize(4);
        load();
        assertThat(remote.opened()).as("the new copy is whole").hasSize(4);
    }

    @Test
    void keepsNoCopyOfADamagedFile() throws IOException {
        index.write();
        flipABit(index.folder().resolve(SmallIndex.vectorsFile(0)));
        source = new RemoteSource(FolderStore.at(root));
        assertInvalid("SHA-256");
        assertThat(copies()).isEmpty();
    }

    @Test
    void keepsCopiesOfTwoVersions() throws IOException {
        source = new RemoteSource(FolderStore.at(root));
        for (String version :
                List.of("20260203T000000Z-00000001", "20260203T000000Z-00000002", "20260203T000000Z-00000003")) {
            index.version(version).write();
            load();
        }
        assertThat(copies())
                .extracting(Path::toString)
                .satisfiesExactlyInAnyOrder(
                        name -> assertThat(name).contains("00000002"),
                        name -> assertThat(name).contains("00000003"));
    }

    @Test
    void leavesTheCopiesOfAnotherIndexThatSharesTheCache() throws IOException {
        RemoteSource other = new RemoteSource(FolderStore.at(root), "s3://other/index");
        source = other;
        index.version("20260203T000000Z-00000001").write();
        load();
        source = new RemoteSource(FolderStore.at(root));
        for (String version : List.of("20260203T000000Z-00000002", "20260203T000000Z-00000003")) {
            index.version(version).write();
            load();
        }

        assertThat(new IndexLoader(new IndexReader(other), new CacheFolder(cache)).loadLast(extractor))
                .get()
                .extracting(last -> last.version().version())
                .isEqualTo("20260203T000000Z-00000001");
    }

    @Test
    void deletesTheCopiesOfAnotherIndexThatNobodyHasLoadedForAMonth() throws IOException {
        source = new RemoteSource(FolderStore.at(root), "s3://other/index");
        index.write();
        load();
        Path former = copies().get(0);
        Files.setLastModifiedTime(former, FileTime.from(Instant.now().minus(31, ChronoUnit.DAYS)));
        source = new RemoteSource(FolderStore.at(root));
        load();
        assertThat(former).doesNotExist();
        assertThat(copies()).hasSize(1);
    }

    /** A file is damaged while another one is still being copied: that ends first, and is not begun again. */
    @Test
    void aDamagedFileEndsTheCopiesOfTheOthersAndIsTheReason() throws IOException {
        index.partFiles(2).write();
        flipABit(index.folder().resolve(SmallIndex.vectorsFile(0)));
        AtomicBoolean ended = new AtomicBoolean();
        RemoteSource remote = new RemoteSource(FolderStore.at(root)) {
            @Override
            public InputStream open(String key) throws StoreException {
                InputStream content = super.open(key);
                return key.endsWith(SmallIndex.vectorsFile(1)) ? new StalledBody(content, ended) : content;
            }
        };
        source = remote;

        assertInvalid("SHA-256");

        assertThat(ended).isTrue();
        assertThat(remote.opened()).doesNotHaveDuplicates();
        assertThat(copies()).isEmpty();
    }

    /** A body that never comes. Whoever reads it takes a moment to notice an interruption. */
    private static final class StalledBody extends FilterInputStream {

        private final AtomicBoolean ended;

        StalledBody(InputStream content, AtomicBoolean ended) {
            super(content);
            this.ended = ended;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                long until = System.nanoTime() + Duration.ofMillis(200).toNanos();
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                ended.set(true);
                Thread.currentThread().interrupt();
            }
            throw new InterruptedIOException();
        }
    }

    @Test
    void readsTheExemplarsOfEveryLabelInTheirOrder() throws IOException {
        index.exemplars(2).rowGroupRows(4).write();
        Exemplars exemplars = load().exemplars();
        assertThat(exemplars.labels()).containsExactlyInAnyOrderElementsOf(SmallIndex.LABELS);
        assertThat(exemplars.of("Orange").stream()
                        .map(path -> exemplars
                                .picture(path.substring(Exemplars.PATH.length()))
                                .orElseThrow()))
                .containsExactly(SmallIndex.exemplar("Orange", 0), SmallIndex.exemplar("Orange", 1));
        assertThat(exemplars.of("Kiwi")).isEmpty();
    }

    @Test
    void anIndexWithoutExemplarsIsServedWithout() throws IOException {
        index.write();
        assertThat(load().exemplars().labels()).isEmpty();
    }

    @Test
    void copiesTheExemplarsToTheCache() throws IOException {
        index.exemplars(1).write();
        source = new RemoteSource(FolderStore.at(root));
        assertThat(load().exemplars().labels()).hasSize(3);
    }

    @Test
    void refusesDamagedExemplarsAndNamesTheFile() throws IOException {
        index.exemplars(1).write();
        flipABit(index.folder().resolve(SmallIndex.EXEMPLARS_FILE));
        assertInvalid(SmallIndex.EXEMPLARS_FILE, "SHA-256");
    }

    @Test
    void replacesACopyThatAnEarlierProgramMadeWithoutTheExemplars() throws IOException {
        index.exemplars(1).write();
        source = new RemoteSource(FolderStore.at(root));
        load();
        Files.delete(copies().get(0).resolve(IndexLayout.file(SmallIndex.VERSION, SmallIndex.EXEMPLARS_FILE)));
        assertThat(load().exemplars().labels()).hasSize(3);
    }

    @Test
    void refusesAFileOfVectorsWithOneFlippedBitAndNamesIt() throws IOException {
        index.partFiles(2).write();
        String damaged = SmallIndex.vectorsFile(1);
        flipABit(index.folder().resolve(damaged));
        assertInvalid(damaged, "SHA-256");
    }

    @Test
    void refusesADamagedReductionAndNamesIt() throws IOException {
        index.write();
        flipABit(index.folder().resolve(IndexLayout.REDUCTION));
        assertInvalid(IndexLayout.REDUCTION, "SHA-256");
    }

    @Test
    void refusesAManifestThatIsNotTheOnePublished() throws IOException {
        index.write();
        flipABit(index.folder().resolve(IndexLayout.MANIFEST));
        assertInvalid(IndexLayout.MANIFEST, "SHA-256");
    }

    @Test
    void refusesAnIndexOfAnotherFeatureExtractorAndSaysWhatToDo() throws IOException {
        index.fingerprint("sha256:other").write();
        assertInvalid(
                "another backbone", "sha256:other", "test 1", FINGERPRINT, "build it again", "pomona.model.backbone");
    }

    @Test
    void refusesAnotherFormatVersion() throws IOException {
        index.manifest(manifest -> manifest.put("formatVersion", 1)).write();
        assertInvalid("format version 1");
    }

    @Test
    void refusesAnIndexWithFewerPhotosThanItsManifestSays() throws IOException {
        index.photos(9).manifest(manifest -> counts(manifest).put("photos", 10)).write();
        assertInvalid("9 vectors", "10");
    }

    @Test
    void refusesAnIndexWithMorePhotosThanItsManifestSays() throws IOException {
        index.photos(9).manifest(manifest -> counts(manifest).put("photos", 8)).write();
        assertInvalid("9 vectors", "8");
    }

    @Test
    void refusesAnIndexWithoutPhotos() throws IOException {
        index.photos(0).write();
        assertInvalid("vector");
    }

    @Test
    void refusesVectorsThatAreLongerThanTheReductionYields() throws IOException {
        index.vectorLength(5).write();
        assertInvalid("3", "5");
    }

    @Test
    void refusesAManifestThatListsNoReduction() throws IOException {
        index.manifest(manifest -> manifest.withArray("files").remove(0)).write();
        assertInvalid(IndexLayout.REDUCTION);
    }

    @Test
    void refusesATableThatIsNotParquet() throws IOException {
        byte[] text = "label,photo,vector".getBytes(StandardCharsets.UTF_8);
        addAFile(SmallIndex.vectorsFile(7), text);
        assertInvalid("cannot be read");
    }

    @Test
    void refusesATableThatLacksAColumn() throws IOException {
        index.write();
        addAFile(SmallIndex.vectorsFile(7), Files.readAllBytes(index.folder().resolve(IndexLayout.REDUCTION)));
        assertInvalid("label");
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        index.write();
        Files.delete(index.folder().resolve(SmallIndex.vectorsFile(0)));
        assertThatThrownBy(this::load).isInstanceOf(IOException.class).hasMessageContaining(SmallIndex.vectorsFile(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"20260102T030405Z-0000000a\"", "{}"})
    void refusesACurrentVersionThatIsNone(String json) throws IOException {
        Files.writeString(root.resolve(IndexLayout.CURRENT), json);
        assertThatThrownBy(this::load).isInstanceOf(InvalidIndexException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{}", "{\"formatVersion\": 4}"})
    void refusesAManifestThatIsNone(String json) throws IOException {
        CurrentVersion written = index.write();
        Files.writeString(root.resolve(written.manifest()), json);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        SmallIndex.makeCurrent(root, new CurrentVersion(written.version(), written.manifest(), Checksum.of(bytes)));
        assertThatThrownBy(this::load).isInstanceOf(InvalidIndexException.class);
    }

    @Test
    void readsNoFileOutsideItsFolderThatAManifestNames(@TempDir Path elsewhere) throws IOException {
        byte[] secret = "secret".getBytes(StandardCharsets.UTF_8);
        Files.write(elsewhere.resolve("secret"), secret);
        String path = IndexLayout.VECTORS + "/../" + index.folder().relativize(elsewhere.resolve("secret"));
        index.manifest(manifest -> SmallIndex.list(manifest, path, secret)).write();
        assertThatThrownBy(this::load).isInstanceOf(InvalidIndexException.class).hasMessageContaining("..");
    }

    @Test
    void readsNoManifestOutsideItsFolder() throws IOException {
        SmallIndex outside = new SmallIndex(root.resolve("outside"));
        Files.createDirectories(root.resolve("outside"));
        CurrentVersion current = outside.write();
        Path inner = Files.createDirectories(root.resolve("inner"));
        SmallIndex.makeCurrent(
                inner, new CurrentVersion(current.version(), "../outside/" + current.manifest(), current.sha256()));
        source = FolderStore.at(inner);
        assertInvalid("../outside/");
    }

    @Test
    void refusesAManifestThatNamesNoVersion() throws IOException {
        index.manifest(manifest -> manifest.put("version", "../../elsewhere")).write();
        assertInvalid("../../elsewhere");
    }

    private ServedIndex load() throws IOException {
        IndexReader reader = new IndexReader(source);
        return new IndexLoader(reader, new CacheFolder(cache))
                .load(reader.pointer().orElseThrow().current(), extractor);
    }

    private List<Path> copies() throws IOException {
        try (Stream<Path> folders = Files.list(cache)) {
            return folders.filter(Files::isDirectory).toList();
        }
    }

    private void assertInvalid(String... said) {
        assertThatThrownBy(this::load)
                .isInstanceOf(InvalidIndexException.class)
                .message()
                .contains(said);
    }

    private static Recognition ask(ServedIndex loaded, String label) {
        return loaded.recogniser().recognise(List.<float[][]>of(SmallIndex.featuresOf(label, FEATURES)));
    }

    private static void flipABit(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static ObjectNode counts(ObjectNode manifest) {
        return (ObjectNode) manifest.path("counts");
    }

    /** Writes the index anew, with one file more. */
    private void addAFile(String path, byte[] bytes) throws IOException {
        Path another = Files.createDirectories(root.resolve("another"));
        index = new SmallIndex(another)
                .fingerprint(FINGERPRINT)
                .features(FEATURES)
                .manifest(manifest -> SmallIndex.list(manifest, path, bytes));
        index.write();
        Files.write(index.folder().resolve(path), bytes);
        source = FolderStore.at(another);
    }
}
