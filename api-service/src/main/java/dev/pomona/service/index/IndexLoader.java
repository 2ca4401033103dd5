package dev.pomona.service.index;

import dev.pomona.model.index.Checksum;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.ReductionTable;
import dev.pomona.model.neighbours.VectorIndex;
import dev.pomona.model.recognition.Recogniser;
import dev.pomona.model.reduction.Reduction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads one version of an index, checking every file it uses against the manifest. */
final class IndexLoader {

    private final IndexSource source;

    IndexLoader(IndexSource source) {
        this.source = source;
    }

    /** The version that readers should take now. */
    CurrentVersion currentVersion() throws IOException {
        return IndexJson.read(source.read(IndexLayout.CURRENT), CurrentVersion.class);
    }

    /**
     * Loads a version.
     *
     * @param fingerprint of the extractor that will ask it
     * @throws IOException if a file is missing
     * @throws InvalidIndexException if a checksum does not hold, or the version does not fit this program or extractor
     */
    LoadedIndex load(CurrentVersion current, String fingerprint) throws IOException {
        byte[] json = source.read(current.manifest());
        requireChecksum(current.manifest(), current.sha256(), json);
        Manifest manifest = IndexJson.manifest(json);
        if (!manifest.fingerprint().equals(fingerprint)) {
            throw new InvalidIndexException(("the index was made with another feature extractor (%s) than this service"
                            + " has (%s); index again with this one, or serve with the other's weights")
                    .formatted(manifest.fingerprint(), fingerprint));
        }
        Reduction reduction = readReduction(manifest);
        VectorIndex vectors = readVectors(manifest, reduction.dimension());
        return new LoadedIndex(manifest, new Recogniser(reduction, vectors, manifest.answerRules()));
    }

    private Reduction readReduction(Manifest manifest) throws IOException {
        List<ReductionTable.Row> rows = new ArrayList<>();
        ParquetTable.read(readFile(manifest, IndexLayout.REDUCTION), group -> {
            String[] parts = group.strings(ReductionTable.PART);
            int[] numbers = group.integers(ReductionTable.NUMBER);
            float[][] values = group.floatArrays(ReductionTable.VALUES);
            for (int i = 0; i < parts.length; i++) {
                rows.add(new ReductionTable.Row(parts[i], numbers[i], values[i]));
            }
        });
        return ReductionTable.reduction(rows);
    }

    private VectorIndex readVectors(Manifest manifest, int dimension) throws IOException {
        VectorIndex.Builder vectors = new VectorIndex.Builder(dimension);
        for (Manifest.IndexFile file : manifest.files()) {
            if (file.path().startsWith(IndexLayout.VECTORS + "/")) {
                ParquetTable.read(readFile(manifest, file.path()), group -> addAll(group, vectors));
            }
        }
        if (vectors.size() != manifest.counts().photos()) {
            throw new InvalidIndexException("the index has %d vectors, its manifest says %d"
                    .formatted(vectors.size(), manifest.counts().photos()));
        }
        if (vectors.size() == 0) {
            throw new InvalidIndexException("the index has no vectors");
        }
        return vectors.build();
    }

    private static void addAll(ParquetTable.RowGroup group, VectorIndex.Builder vectors) {
        String[] labels = group.strings("label");
        String[] photos = group.strings("photo");
        float[][] values = group.floatArrays("vector");
        for (int i = 0; i < labels.length; i++) {
            vectors.add(photos[i], labels[i], values[i]);
        }
    }

    private byte[] readFile(Manifest manifest, String path) throws IOException {
        Manifest.IndexFile listed = manifest.files().stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new InvalidIndexException("the manifest does not list " + path));
        byte[] bytes = source.read(IndexLayout.folder(manifest.version()) + "/" + path);
        requireChecksum(path, listed.sha256(), bytes);
        return bytes;
    }

    private static void requireChecksum(String path, String expected, byte[] bytes) {
        String actual = Checksum.of(bytes);
        if (!actual.equals(expected)) {
            throw new InvalidIndexException(
                    "%s is damaged: its SHA-256 is %s, not %s".formatted(path, actual, expected));
        }
    }
}
