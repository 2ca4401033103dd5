package dev.pomona.service.recognition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of fruit in question, and its varieties.
 *
 * @param id id of its card; null for a label without a card, which is a kind of its own
 * @param name what to call it in the requested language
 * @param confidence calibrated probability that the photo shows this kind, whatever the variety, 0 to 1
 * @param varieties its varieties in question, most probable first; one without a name where it has none
 */
record KindView(@Nullable String id, String name, double confidence, List<VarietyView> varieties) {

    /**
     * A variety in question.
     *
     * @param label the most probable of its labels
     * @param labels all its labels in question, most probable first; often one
     * @param variety its name; null where the label names none
     * @param displayName the kind and the variety
     * @param confidence calibrated probability that the photo shows this variety, 0 to 1
     * @param nearest the indexed photo that speaks for it most
     */
    record VarietyView(
            String label,
            List<String> labels,
            @Nullable String variety,
            String displayName,
            double confidence,
            RecognitionResponse.Nearest nearest) {}

    /**
     * The first kind.
     *
     * @param recognised whether its confidence reaches the threshold of answers given without reservation; it may, while
     *     that of the label does not
     */
    record First(@Nullable String id, String name, double confidence, boolean recognised) {}
}
