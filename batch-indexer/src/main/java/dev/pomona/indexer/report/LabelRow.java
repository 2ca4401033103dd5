package dev.pomona.indexer.report;

import dev.pomona.indexer.evaluate.EvaluationResult.LabelResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of one label.
 *
 * @param indexed photos of it in the index
 * @param result the result of its queries; zeros where it has none
 * @param card id of its card; empty if it has none
 */
record LabelRow(long indexed, LabelResult result, String card) {

    /** Least accurate first; labels without queries last, with the fewest photos first. */
    private static final Comparator<LabelRow> WORST_FIRST = Comparator.comparing(LabelRow::hasQueries)
            .reversed()
            .thenComparing(LabelRow::accuracy)
            .thenComparing(row -> -row.result().queries())
            .thenComparing(LabelRow::indexed)
            .thenComparing(row -> row.result().label());

    /** Returns every label that is indexed or queried, least accurate first. */
    static List<LabelRow> of(RunReport report) {
        Map<String, Long> indexed = report.manifest().counts().labels();
        Map<String, LabelRow> rows = new TreeMap<>();
        Map<String, String> cards = report.cards();
        indexed.forEach((label, photos) ->
                rows.put(label, new LabelRow(photos, new LabelResult(label, 0, 0, 0), cards.getOrDefault(label, ""))));
        for (LabelResult result : report.heldOut().labels()) {
            String label = result.label();
            rows.put(label, new LabelRow(indexed.getOrDefault(label, 0L), result, cards.getOrDefault(label, "")));
        }
        return rows.values().stream().sorted(WORST_FIRST).toList();
    }

    boolean hasQueries() {
        return result.queries() > 0;
    }

    /** Returns the share of its queries that are answered correctly, 0 to 1; 0 without queries. */
    double accuracy() {
        return hasQueries() ? (double) result.correct() / result.queries() : 0;
    }
}
