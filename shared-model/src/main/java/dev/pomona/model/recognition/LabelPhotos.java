package dev.pomona.model.recognition;

import java.util.Map;
import java.util.function.Predicate;

/**
 * How many photos an index has of each label. What has fewer than {@value #FEWEST} is never RECOGNISED: so few photos do not
 * show how a fruit varies. The service asks, and so does the evaluation.
 *
 * @param counts number of photos by label
 */
public record LabelPhotos(Map<String, Long> counts) {

    /** Photos of a label, or of a kind, that an answer needs to be RECOGNISED. */
    public static final int FEWEST = 5;

    /** Returns the best status of an answer that names these labels together: one label, or all labels of a kind. */
    public Status atBest(Predicate<String> labels) {
        long photos = counts.entrySet().stream()
                .filter(label -> labels.test(label.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return photos < FEWEST ? Status.UNCERTAIN : Status.RECOGNISED;
    }
}
