package dev.pomona.indexer.report;

import dev.pomona.indexer.evaluate.EvaluationResult.Confusion;
import dev.pomona.indexer.report.RunReport.MapPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The labels of the map that have a colour of their own: all where they are few, else those most often confused and, where
 * these are few, others at equal distances in the alphabet.
 *
 * @param coloured points of each label with a colour
 * @param confused how many of these were chosen because they are confused; 0 where all are coloured
 * @param others points of all other labels
 * @param otherLabels how many labels those are
 */
record MapGroups(Map<String, List<MapPoint>> coloured, int confused, List<MapPoint> others, int otherLabels) {

    /** Up to this many labels, each has a colour. */
    static final int ALL_COLOURED = 20;

    /** Beyond, only this many do: eyes tell no more apart. */
    static final int COLOURS = 12;

    /** Returns the name of a coordinate of the map. */
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
        List<String> labels = byLabel.keySet().stream().sorted().toList();
        if (labels.size() <= ALL_COLOURED) {
            return of(byLabel, labels, 0);
        }
        List<String> confused = mostConfused(report.heldOut().confusions()).stream()
                .filter(byLabel::containsKey)
                .limit(COLOURS)
                .toList();
        List<String> calm =
                labels.stream().filter(label -> !confused.contains(label)).toList();
        int missing = COLOURS - confused.size();
        Stream<String> spread = IntStream.range(0, missing).mapToObj(i -> calm.get(i * calm.size() / missing));
        return of(byLabel, Stream.concat(confused.stream(), spread).toList(), confused.size());
    }

    private static MapGroups of(Map<String, List<MapPoint>> byLabel, List<String> chosen, int confused) {
        Map<String, List<MapPoint>> coloured = new LinkedHashMap<>();
        chosen.forEach(label -> coloured.put(label, byLabel.getOrDefault(label, List.of())));
        List<MapPoint> others = byLabel.entrySet().stream()
                .filter(label -> !coloured.containsKey(label.getKey()))
                .flatMap(label -> label.getValue().stream())
                .toList();
        return new MapGroups(coloured, confused, others, byLabel.size() - coloured.size());
    }

    /** Labels that are confused with others, in either direction: those with most such queries first. */
    private static List<String> mostConfused(List<Confusion> confusions) {
        Map<String, Long> photos = new TreeMap<>();
        for (Confusion confusion : confusions) {
            photos.merge(confusion.label(), confusion.queries(), Long::sum);
            photos.merge(confusion.answer(), confusion.queries(), Long::sum);
        }
        return photos.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
