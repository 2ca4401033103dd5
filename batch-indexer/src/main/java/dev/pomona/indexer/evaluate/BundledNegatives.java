package dev.pomona.indexer.evaluate;

import dev.pomona.indexer.evaluate.IndexSearch.Found;
import dev.pomona.indexer.featurise.OtherThings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The negatives of an evaluation, without bundled ones that an index seems to hold: whoever indexes packages wants them
 * recognised.
 *
 * @param kept the negatives that count
 * @param bundled how many of them are bundled
 * @param notes what was left out, in words
 */
record BundledNegatives(List<Found> kept, long bundled, List<String> notes) {

    /** Leaves out each bundled group of which the typical thing is as familiar as held-out fruit. */
    static BundledNegatives among(List<Found> negatives, List<Found> fruit) {
        double near = familiarity(fruit, 1 - OutcomeStatistics.KEPT);
        Map<String, List<Found>> bySource = negatives.stream()
                .collect(Collectors.groupingBy(found -> found.query().source(), TreeMap::new, Collectors.toList()));
        List<Found> kept = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        long bundled = 0;
        for (Map.Entry<String, List<Found>> source : bySource.entrySet()) {
            boolean isBundled = source.getKey().startsWith(OtherThings.SOURCE);
            if (isBundled && familiarity(source.getValue(), 0.5) >= near) {
                notes.add(source.getKey() + " look like what is indexed, and are no negatives");
            } else {
                kept.addAll(source.getValue());
                bundled += isBundled ? source.getValue().size() : 0;
            }
        }
        if (kept.isEmpty()) {
            notes.add("no photos of other things were queried: how often they are taken for fruit was not measured");
        }
        return new BundledNegatives(kept, bundled, notes);
    }

    /** Returns the familiarity that all but this share reach. */
    private static double familiarity(List<Found> found, double share) {
        return OutcomeStatistics.quantile(
                found.stream()
                        .mapToDouble(one -> one.evidence().familiarity())
                        .sorted()
                        .toArray(),
                share);
    }
}
