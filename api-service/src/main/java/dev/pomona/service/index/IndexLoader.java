package dev.pomona.service.index;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.IndexReader;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.ReductionTable;
import dev.pomona.model.neighbours.VectorIndex;
import dev.pomona.model.recognition.Recogniser;
import dev.pomona.model.reduction.Reduction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Loads a version of an index into memory. Every file is verified before it is parsed. A file that is not on this machine is
 * copied to the cache folder once, under its SHA-256; only the row group being parsed is in memory beside the index.
 */
final class IndexLoader {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final String FILE = "table.parquet";

    /** Copies kept in the cache folder, or as many as a version has files. */
    private static final int KEPT = 64;

    private final IndexReader reader;
    private final CacheFolder copies;

    IndexLoader(IndexReader reader, CacheFolder cache) {
        this.reader = reader;
        this.copies = cache.within("index");
    }

    /**
     * Loads a version and runs a blank picture through it.
     *
     * @throws IOException if a file is missing or cannot be read
     * @throws InvalidIndexException if a checksum differs, or the version does not fit this program or extractor
     */
    ServedIndex load(CurrentVersion version, FeatureExtractor extractor) throws IOException {
        Manifest manifest = reader.manifest(version);
        if (!manifest.fingerprint().equals(extractor.fingerprint())) {
            throw new InvalidIndexException(("the index was built with another feature extractor (%s) than this service"
                            + " has (%s); build it again with this one, or serve it with the other's weights")
                    .formatted(manifest.fingerprint(), extractor.fingerprint()));
        }
        try {
            Reduction reduction = readReduction(manifest);
            VectorIndex vectors = readVectors(manifest, reduction.dimension());
            Recogniser recogniser = new Recogniser(reduction, vectors, manifest.answerRules());
            recogniser.recognise(List.<float[][]>of(extractor.extract(InputBatch.blank(1))));
            copies.keepNewest(Math.max(KEPT, manifest.files().size()));
            return new ServedIndex(extractor, manifest, recogniser);
        } catch (IllegalArgumentException e) {
            throw new InvalidIndexException("the index does not fit together: " + e.getMessage(), e);
        }
    }

    private Reduction readReduction(Manifest manifest) throws IOException {
        List<ReductionTable.Row> rows = new ArrayList<>();
        Manifest.IndexFile file =
                IndexReader.files(manifest, IndexLayout.REDUCTION).get(0);
        ParquetTable.read(localFile(manifest, file), group -> {
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
        for (Manifest.IndexFile file : IndexReader.files(manifest, IndexLayout.VECTORS + "/")) {
            ParquetTable.read(localFile(manifest, file), group -> addAll(group, vectors));
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

    /** Returns the file where it lies, or its copy in the cache folder; either is verified. */
    private Path localFile(Manifest manifest, Manifest.IndexFile file) throws IOException {
        Path local = reader.verifyLocal(manifest, file).orElse(null);
        if (local != null) {
            return local;
        }
        if (!SHA_256.matcher(file.sha256()).matches()) {
            throw new InvalidIndexException("'" + file.sha256() + "' is not a SHA-256");
        }
        Path folder = copies.folder(file.sha256(), empty -> reader.copy(manifest, file, empty.resolve(FILE)));
        return folder.resolve(FILE);
    }
}
