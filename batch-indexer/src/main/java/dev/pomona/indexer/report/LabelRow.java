package dev.pomona.indexer.report;

import dev.pomona.indexer.evaluate.HeldOutDetails.LabelResult;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of one label.
 *
 * @param indexed photos of it in the index
 * @param result what the held-out photos of it said; none asked where there were none
 */
record LabelRow(long indexed, LabelResult result) {

    /** Worst first; those that were not asked last, with the fewest photos first. */
    private static final Comparator<LabelRow> WORST_FIRST = Comparator.comparing(LabelRow::wasAsked)
            .reversed()
            .thenComparing(LabelRow::shareRight)
            .thenComparing(row -> -row.result().asked())
            .thenComparing(LabelRow::indexed)
            .thenComparing(row -> row.result().label());

    /** Every label that was indexed or asked, worst first. */
    static List<LabelRow> of(RunReport report) {
        Map<String, Long> indexed = report.manifest().counts().labels();
        Map<String, LabelRow> rows = new TreeMap<>();
        indexed.forEach((label, photos) -> rows.put(label, new LabelRow(photos, new LabelResult(label, 0, 0, 0))));
        for (LabelResult result : report.heldOut().labels()) {
            rows.put(result.label(), new LabelRow(indexed.getOrDefault(result.label(), 0L), result));
        }
        return rows.values().stream().sorted(WORST_FIRST).toList();
    }

    boolean wasAsked() {
        return result.asked() > 0;
    }

    /** Share that was right at first, 0 to 1; 0 where none was asked. */
    double shareRight() {
        return wasAsked() ? (double) result.right() / result.asked() : 0;
    }
}
