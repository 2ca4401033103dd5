package dev.pomona.indexer.report;

import java.util.OptionalInt;

/** How the variance spreads over the components, and how many were kept. */
final class VarianceSection {

    private final Figure scree;

    VarianceSection(Plot scree) {
        this.scree = new Figure(scree, "Variance explained by each component and by all up to it");
    }

    Html html(RunReport report) {
        if (report.explainedVariance().isEmpty()) {
            return new Html("<p>No components were fitted.</p>");
        }
        CumulativeVariance variance = new CumulativeVariance(report.explainedVariance());
        int kept = report.manifest().reduction().components();
        return Html.fill(
                """
                <p>{} of {} components were kept; they explain {} of the variance.</p>
                <p>{}</p>
                {}""",
                Numbers.count(kept),
                Numbers.count(variance.components()),
                Numbers.percent(variance.explainedBy(kept)),
                elbow(variance),
                scree.html(report, caption()));
    }

    private static String elbow(CumulativeVariance variance) {
        OptionalInt elbow = variance.elbow();
        return elbow.isEmpty()
                ? "The cumulative curve has no elbow."
                : "The elbow of the cumulative curve is at %s components, which explain %s."
                        .formatted(
                                Numbers.count(elbow.getAsInt()),
                                Numbers.percent(variance.explainedBy(elbow.getAsInt())));
    }

    private static Html caption() {
        return new Html("Elbow: the point of the cumulative curve farthest from the chord between its ends (Satopää,"
                + " Albrecht, Irwin and Raghavan, “Finding a ‘Kneedle’ in a Haystack”, 2011).");
    }
}
