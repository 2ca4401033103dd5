package dev.pomona.indexer.evaluate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.pomona.indexer.evaluate.OutcomeTable.PhotoKey;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.index.ClassifierTable;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.ReductionTable;
import dev.pomona.model.recognition.KindClassifier;
import dev.pomona.model.recognition.LabelPhotos;
import dev.pomona.model.reduction.Reduction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A comparison of a new version with the current one on the same queries, by the hash of their bytes.
 *
 * <p>A query that was held out of the current version too has its outcome recorded there. One that the current version has
 * never seen is searched in its vectors. One that it indexes without having held it out is not compared: it would find
 * itself. Neither is one whose label the current version does not have.
 */
public final class VersionComparison {

    private final Manifest current;
    private final Function<String, Optional<Dataset<Row>>> tables;

    /**
     * @param current the manifest of the current version
     * @param tables the tables of the current version by their name in {@link IndexLayout}; empty for one that is missing
     *     or damaged
     */
    public VersionComparison(Manifest current, Function<String, Optional<Dataset<Row>>> tables) {
        this.current = current;
        this.tables = tables;
    }

    /**
     * Compares the versions.
     *
     * @param outcomes of the new version
     * @param queries the photos of the outcomes, and possibly others, with their query features
     * @param views number of views of a query
     * @param fingerprint of the extractor of the query features
     */
    public PairedComparison compare(List<Outcome> outcomes, Dataset<PhotoRow> queries, int views, String fingerprint) {
        Map<PhotoKey, Boolean> updated = outcomes.stream()
                .filter(outcome -> current.counts().labels().containsKey(outcome.label()))
                .collect(Collectors.toMap(VersionComparison::key, Outcome::isCorrect, (first, second) -> first));
        Map<PhotoKey, Boolean> recorded =
                tables.apply(IndexLayout.EVALUATION).map(OutcomeTable::correct).orElse(Map.of());
        Set<String> unrecorded = updated.keySet().stream()
                .filter(photo -> !recorded.containsKey(photo))
                .map(PhotoKey::contentHash)
                .collect(Collectors.toSet());
        Map<PhotoKey, Boolean> before = new HashMap<>(recorded);
        if (!unrecorded.isEmpty() && current.fingerprint().equals(fingerprint)) {
            search(unrecorded, queries, views).forEach(before::putIfAbsent);
        }
        before.keySet().retainAll(updated.keySet());
        return new PairedComparison(
                before.size(), count(before, updated, true, false), count(before, updated, false, true));
    }

    /** Searches photos in the current version, but those that it indexes; nothing if a table is missing. */
    private Map<PhotoKey, Boolean> search(Set<String> hashes, Dataset<PhotoRow> queries, int views) {
        Optional<Dataset<Row>> indexed = tables.apply(IndexLayout.FEATURES);
        Optional<Dataset<Row>> vectors = tables.apply(IndexLayout.VECTORS);
        Optional<Dataset<Row>> rows = tables.apply(IndexLayout.REDUCTION);
        if (indexed.isEmpty() || vectors.isEmpty() || rows.isEmpty()) {
            return Map.of();
        }
        Set<String> known = indexed
                .get()
                .select("content_hash")
                .filter(col("content_hash").isInCollection(hashes))
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toSet());
        Set<String> unseen =
                hashes.stream().filter(hash -> !known.contains(hash)).collect(Collectors.toSet());
        if (unseen.isEmpty()) {
            return Map.of();
        }
        LabelPhotos photos = new LabelPhotos(current.counts().labels());
        Reduction reduction = reduction(rows.get());
        KindClassifier classifier = classifier();
        Kinds kinds = Kinds.of(classifier::kindOf);
        Dataset<PhotoRow> searched =
                queries.filter(not(col("negative")).and(col("contentHash").isInCollection(unseen)));
        return IndexSearch.find(
                        IndexSearch.queries(searched, views, reduction, classifier),
                        IndexSearch.index(vectors.get()),
                        current.answerRules().neighbourVoting().neighbours())
                .stream()
                .map(found -> Outcome.of(found, current.answerRules(), kinds, photos))
                .collect(Collectors.toMap(VersionComparison::key, Outcome::isCorrect, (first, second) -> first));
    }

    private KindClassifier classifier() {
        return tables.apply(IndexLayout.CLASSIFIER)
                .map(table ->
                        ClassifierTable.classifier(table
                                .select(ClassifierTable.LABEL, ClassifierTable.KIND, ClassifierTable.WEIGHTS)
                                .collectAsList()
                                .stream()
                                .map(row -> new ClassifierTable.Row(
                                        row.getString(0), row.getString(1), IndexSearch.floats(row.getList(2))))
                                .toList()))
                .orElse(KindClassifier.NONE);
    }

    private static Reduction reduction(Dataset<Row> table) {
        return ReductionTable.reduction(
                table.select(ReductionTable.PART, ReductionTable.NUMBER, ReductionTable.VALUES).collectAsList().stream()
                        .map(row -> new ReductionTable.Row(
                                row.getString(0), row.getInt(1), IndexSearch.floats(row.getList(2))))
                        .toList());
    }

    private static PhotoKey key(Outcome outcome) {
        return new PhotoKey(outcome.contentHash(), outcome.label());
    }

    private static long count(
            Map<PhotoKey, Boolean> before, Map<PhotoKey, Boolean> after, boolean wasCorrect, boolean isCorrect) {
        return before.entrySet().stream()
                .filter(photo ->
                        photo.getValue() == wasCorrect && after.getOrDefault(photo.getKey(), false) == isCorrect)
                .count();
    }
}
