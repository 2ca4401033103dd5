package dev.pomona.service.index;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.index.ClassifierTable;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.DamagedFileException;
import dev.pomona.model.index.ExemplarTable;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.IndexReader;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.ReductionTable;
import dev.pomona.model.neighbours.VectorIndex;
import dev.pomona.model.recognition.KindClassifier;
import dev.pomona.model.recognition.Recogniser;
import dev.pomona.model.reduction.Reduction;
import dev.pomona.model.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads a version of an index into memory, from its folder or from its copy in the cache. Every file is verified before it
 * is parsed; only the row group being parsed is in memory beside the index.
 */
final class IndexLoader {

    private static final Logger log = LoggerFactory.getLogger(IndexLoader.class);

    private final IndexReader source;
    private final IndexCache cache;

    /** @param copies folder for copies of an index that does not lie on this machine */
    IndexLoader(IndexReader source, CacheFolder copies) {
        this.source = source;
        this.cache = new IndexCache(source, copies);
    }

    /**
     * Loads a version and runs a blank picture through it.
     *
     * @throws IOException if a file is missing or cannot be read
     * @throws InvalidIndexException if a checksum differs, or the version does not fit this program or extractor
     */
    ServedIndex load(CurrentVersion version, FeatureExtractor extractor) throws IOException {
        try {
            return source.isLocal() ? load(source, version, extractor) : loadCopy(version, extractor);
        } catch (IllegalArgumentException e) {
            throw new InvalidIndexException("the index does not fit together: " + e.getMessage(), e);
        }
    }

    private ServedIndex loadCopy(CurrentVersion version, FeatureExtractor extractor) throws IOException {
        IndexReader copy = cache.copyOf(version);
        ServedIndex index;
        try {
            index = load(copy, version, extractor);
        } catch (DamagedFileException | StoreException.NotFound e) {
            cache.discard(version);
            index = load(cache.copyOf(version), version, extractor);
        }
        try {
            cache.keep(version);
        } catch (IOException e) {
            log.warn("Copies of earlier versions cannot be deleted: {}", e.toString());
        }
        return index;
    }

    /**
     * Loads the version that was served last, for a service that starts while its index cannot be reached or loaded.
     *
     * @return empty if no version has a copy that is whole and fits
     */
    Optional<ServedIndex> loadLast(FeatureExtractor extractor) throws IOException {
        if (source.isLocal()) {
            return Optional.empty();
        }
        for (CurrentVersion version : cache.versions()) {
            try {
                return Optional.of(load(cache.copyOf(version), version, extractor));
            } catch (DamagedFileException | StoreException.NotFound e) {
                log.warn("The copy of version {} is damaged and is deleted: {}", version.version(), e.getMessage());
                cache.discard(version);
            } catch (IOException | RuntimeException | Error e) {
                // Errors too, such as a lack of memory for the larger of two.
                log.warn("The copy of version {} cannot be served: {}", version.version(), e.toString());
            }
        }
        return Optional.empty();
    }

    private static ServedIndex load(IndexReader local, CurrentVersion version, FeatureExtractor extractor)
            throws IOException {
        Manifest manifest = local.manifest(version);
        if (!manifest.fingerprint().equals(extractor.fingerprint())) {
            throw new InvalidIndexException(
                    ("the index was built with another backbone (%s) than %s, which this service has"
                                    + " (%s); build it again with this one, or name the other one as pomona.model.backbone")
                            .formatted(manifest.fingerprint(), extractor.backbone(), extractor.fingerprint()));
        }
        Reduction reduction = readReduction(local, manifest);
        VectorIndex vectors = readVectors(local, manifest, reduction.dimension());
        Recogniser recogniser =
                new Recogniser(reduction, readClassifier(local, manifest), vectors, manifest.answerRules());
        recogniser.recognise(List.<float[][]>of(
                extractor.extract(InputBatch.blank(extractor.backbone().inputSide(), 1))));
        return new ServedIndex(extractor, version, manifest, recogniser, readExemplars(local, manifest));
    }

    private static Reduction readReduction(IndexReader local, Manifest manifest) throws IOException {
        List<ReductionTable.Row> rows = new ArrayList<>();
        Manifest.IndexFile file =
                IndexReader.files(manifest, IndexLayout.REDUCTION).get(0);
        ParquetTable.read(local.verifyLocal(manifest, file), group -> {
            String[] parts = group.strings(ReductionTable.PART);
            int[] numbers = group.integers(ReductionTable.NUMBER);
            float[][] values = group.floatArrays(ReductionTable.VALUES);
            for (int i = 0; i < parts.length; i++) {
                rows.add(new ReductionTable.Row(parts[i], numbers[i], values[i]));
            }
        });
        return ReductionTable.reduction(rows);
    }

    /** Reads the classifier; an index without an evaluation set has none. */
    private static KindClassifier readClassifier(IndexReader local, Manifest manifest) throws IOException {
        List<ClassifierTable.Row> rows = new ArrayList<>();
        for (Manifest.IndexFile file : IndexReader.optionalFiles(manifest, IndexLayout.CLASSIFIER)) {
            ParquetTable.read(local.verifyLocal(manifest, file), group -> {
                String[] labels = group.strings(ClassifierTable.LABEL);
                String[] kinds = group.strings(ClassifierTable.KIND);
                float[][] weights = group.floatArrays(ClassifierTable.WEIGHTS);
                for (int i = 0; i < labels.length; i++) {
                    rows.add(new ClassifierTable.Row(labels[i], kinds[i], weights[i]));
                }
            });
        }
        return ClassifierTable.classifier(rows);
    }

    private static VectorIndex readVectors(IndexReader local, Manifest manifest, int dimension) throws IOException {
        VectorIndex.Builder vectors = new VectorIndex.Builder(dimension);
        for (Manifest.IndexFile file : IndexReader.files(manifest, IndexLayout.VECTORS + "/")) {
            ParquetTable.read(local.verifyLocal(manifest, file), group -> addAll(group, vectors));
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

    /** Indexes of earlier programs, and those built without exemplars, have no such table. */
    private static Exemplars readExemplars(IndexReader local, Manifest manifest) throws IOException {
        Exemplars.Builder exemplars = new Exemplars.Builder();
        for (Manifest.IndexFile file : IndexReader.optionalFiles(manifest, IndexLayout.EXEMPLARS + "/")) {
            ParquetTable.read(local.verifyLocal(manifest, file), group -> {
                String[] labels = group.strings(ExemplarTable.LABEL);
                byte[][] pictures = group.bytes(ExemplarTable.JPEG);
                for (int i = 0; i < labels.length; i++) {
                    exemplars.add(labels[i], pictures[i]);
                }
            });
        }
        if (exemplars.leftOut() > 0) {
            log.warn(
                    "{} exemplars of index {} are not shown: there is no room for more",
                    exemplars.leftOut(),
                    manifest.version());
        }
        return exemplars.build();
    }

    private static void addAll(ParquetTable.RowGroup group, VectorIndex.Builder vectors) {
        String[] labels = group.strings("label");
        String[] photos = group.strings("photo");
        float[][] values = group.floatArrays("vector");
        for (int i = 0; i < labels.length; i++) {
            vectors.add(photos[i], labels[i], values[i]);
        }
    }
}
