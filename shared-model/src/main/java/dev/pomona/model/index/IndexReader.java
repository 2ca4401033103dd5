package dev.pomona.model.index;

import dev.pomona.model.store.ObjectSource;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.TaggedContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads an index: the pointer, the manifest that it names, and the files that the manifest lists, each checked by its
 * SHA-256. Memory does not grow with the files.
 *
 * <p>Two kinds of errors: {@link StoreException} is the store's ({@code NotFound} where something is absent), and {@link
 * InvalidIndexException} says that what was read is damaged or does not fit. Either may pass where a version is being
 * copied into place at this moment.
 */
public final class IndexReader {

    private final ObjectSource source;

    public IndexReader(ObjectSource source) {
        this.source = source;
    }

    /**
     * Reads which version is current.
     *
     * @return empty if the index has no current version yet
     * @throws InvalidIndexException if the pointer is damaged
     */
    public Optional<Pointer> pointer() throws StoreException {
        try {
            return Optional.of(pointer(source.read(IndexLayout.CURRENT)));
        } catch (StoreException.NotFound e) {
            return Optional.empty();
        }
    }

    /**
     * Reads which version is current, if the pointer was written since it was last read; otherwise nothing is transferred.
     *
     * @return empty if the pointer is unchanged
     * @throws StoreException.NotFound if the index has no current version any more
     * @throws InvalidIndexException if the pointer is damaged
     */
    public Optional<Pointer> pointerIfChanged(Pointer known) throws StoreException {
        return source.readIfChanged(IndexLayout.CURRENT, known.tag()).map(IndexReader::pointer);
    }

    private static Pointer pointer(TaggedContent content) {
        return new Pointer(IndexJson.read(content.bytes(), CurrentVersion.class), content.tag());
    }

    /**
     * Reads the manifest that a pointer names.
     *
     * @throws StoreException.NotFound if there is none
     * @throws InvalidIndexException if its checksum is another, or its format version is not {@value
     *     Manifest#FORMAT_VERSION}
     */
    public Manifest manifest(CurrentVersion version) throws StoreException {
        return manifest(version.version(), manifestBytes(version));
    }

    private byte[] manifestBytes(CurrentVersion version) throws StoreException {
        if (!version.manifest().equals(IndexLayout.manifest(version.version()))) {
            throw new InvalidIndexException("the pointer names '%s' as the manifest of version %s"
                    .formatted(version.manifest(), version.version()));
        }
        byte[] json = source.read(version.manifest()).bytes();
        requireChecksum(version.manifest(), version.sha256(), Checksum.of(json));
        return json;
    }

    /**
     * Reads the manifest of any complete version. Nothing vouches for it as the pointer does for the current one.
     *
     * @throws StoreException.NotFound if there is none
     * @throws InvalidIndexException if it is damaged or its format version is not {@value Manifest#FORMAT_VERSION}
     */
    public Manifest manifest(String version) throws StoreException {
        return manifest(version, source.read(IndexLayout.manifest(version)).bytes());
    }

    /**
     * Copies the manifest that a pointer names to a local file. Errors are those of {@link #manifest(CurrentVersion)}.
     *
     * @return the manifest
     * @throws IOException if it cannot be written
     */
    public Manifest copyManifest(CurrentVersion version, Path target) throws IOException {
        byte[] json = manifestBytes(version);
        Manifest manifest = manifest(version.version(), json);
        Files.write(target, json);
        return manifest;
    }

    private static Manifest manifest(String version, byte[] json) {
        Manifest manifest = IndexJson.manifest(json);
        if (!manifest.version().equals(version)) {
            throw new InvalidIndexException(
                    "the manifest of version %s is that of %s".formatted(version, manifest.version()));
        }
        return manifest;
    }

    /** Returns whether the files of the index are files of this machine. */
    public boolean isLocal() {
        return source.localFile(IndexLayout.CURRENT).isPresent();
    }

    /**
     * Verifies a file of a version where it lies. To be called for a local index only.
     *
     * @throws DamagedFileException if length or checksum differ
     * @throws StoreException.NotFound if the file is absent
     */
    public Path verifyLocal(Manifest manifest, Manifest.IndexFile file) throws IOException {
        Path local = source.localFile(IndexLayout.file(manifest.version(), file.path()))
                .orElseThrow(() -> new IllegalStateException("the %s is not local".formatted(describe())));
        copy(manifest, file, OutputStream.nullOutputStream());
        return local;
    }

    /**
     * Copies a file of a version to a local file, which is there only if it is what the manifest says.
     *
     * @param target file to create; one that is there is replaced
     * @throws DamagedFileException if length or checksum differ; there is no target then
     * @throws StoreException.NotFound if the file is absent
     * @throws IOException if it cannot be read or written
     */
    public void copy(Manifest manifest, Manifest.IndexFile file, Path target) throws IOException {
        try {
            try (OutputStream stream = Files.newOutputStream(target)) {
                copy(manifest, file, stream);
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    /**
     * Copies a file of a version to a stream. The checksum is known at the end only, so what was written must not be used
     * before this method returns.
     *
     * @throws DamagedFileException if length or checksum differ
     * @throws StoreException.NotFound if the file is absent
     * @throws IOException if it cannot be read or written
     */
    public void copy(Manifest manifest, Manifest.IndexFile file, OutputStream target) throws IOException {
        MessageDigest digest = Checksum.sha256();
        long bytes;
        try (InputStream stream = source.open(IndexLayout.file(manifest.version(), file.path()))) {
            bytes = stream.transferTo(new DigestOutputStream(target, digest));
        }
        if (bytes != file.bytes()) {
            throw new DamagedFileException(
                    "%s is damaged: it has %d bytes, not %d".formatted(file.path(), bytes, file.bytes()));
        }
        requireChecksum(file.path(), file.sha256(), HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Returns the files of a version whose path starts with a prefix, such as {@value IndexLayout#VECTORS} and a slash.
     *
     * @throws InvalidIndexException if there are none
     */
    public static List<Manifest.IndexFile> files(Manifest manifest, String prefix) {
        List<Manifest.IndexFile> files = optionalFiles(manifest, prefix);
        if (files.isEmpty()) {
            throw new InvalidIndexException("the manifest does not list " + prefix);
        }
        return files;
    }

    /** Returns the files of a version whose path starts with a prefix, of a table that a version need not have. */
    public static List<Manifest.IndexFile> optionalFiles(Manifest manifest, String prefix) {
        return manifest.files().stream()
                .filter(file -> file.path().startsWith(prefix))
                .toList();
    }

    /** Returns how messages name the place of the index. */
    public String describe() {
        return source.describe();
    }

    private static void requireChecksum(String path, String expected, String actual) {
        if (!actual.equals(expected)) {
            throw new DamagedFileException(
                    "%s is damaged: its SHA-256 is %s, not %s".formatted(path, actual, expected));
        }
    }
}
