package dev.pomona.indexer.report;

import dev.pomona.indexer.report.RunReport.MapPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which labels of the map have a colour of their own.
 *
 * @param coloured points of each label that has, the label with most indexed photos first
 * @param others points of all other labels
 * @param otherLabels how many labels those are
 */
record MapGroups(Map<String, List<MapPoint>> coloured, List<MapPoint> others, int otherLabels) {

    /** Up to this many labels, each has a colour. */
    static final int ALL_COLOURED = 20;

    /** Beyond, only this many do: eyes tell no more apart. */
    static final int MOST_FREQUENT = 12;

    /** What a coordinate of the map is called. */
    static String axis(RunReport report) {
        return report.manifest().parameters().discriminant().equals("none")
                ? "principal component"
                : "discriminant direction";
    }

    static MapGroups of(RunReport report) {
        Map<String, List<MapPoint>> byLabel = new LinkedHashMap<>();
        for (MapPoint point : report.map()) {
            if (Double.isFinite(point.first()) && Double.isFinite(point.second())) {
                byLabel.computeIfAbsent(point.label(), label -> new ArrayList<>())
                        .add(point);
            }
        }
        Map<String, Long> indexed = report.manifest().counts().labels();
        List<String> mostFrequentFirst = byLabel.keySet().stream()
                .sorted(Comparator.comparing((String label) -> indexed.getOrDefault(label, 0L))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        int colours = byLabel.size() <= ALL_COLOURED ? ALL_COLOURED : MOST_FREQUENT;
        Map<String, List<MapPoint>> coloured = new LinkedHashMap<>();
        List<MapPoint> others = new ArrayList<>();
        for (String label : mostFrequentFirst) {
            List<MapPoint> points = byLabel.getOrDefault(label, List.of());
            if (coloured.size() < colours) {
                coloured.put(label, points);
            } else {
                others.addAll(points);
            }
        }
        return new MapGroups(coloured, others, byLabel.size() - coloured.size());
    }
}
