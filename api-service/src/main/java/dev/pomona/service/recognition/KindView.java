package dev.pomona.service.recognition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A candidate kind of fruit with its varieties.
 *
 * @param id id of its card; null for a label without a card, which is a kind of its own
 * @param name display name in the requested language
 * @param confidence calibrated probability that the photo shows this kind, whatever the variety, 0 to 1
 * @param varieties candidate varieties, most probable first; a single one without a name if the kind has none
 */
record KindView(@Nullable String id, String name, double confidence, List<VarietyView> varieties) {

    /**
     * A candidate variety.
     *
     * @param label the most probable of its labels
     * @param labels its candidate labels, most probable first; often one
     * @param variety its name; null where the label names none
     * @param displayName the kind and the variety
     * @param confidence calibrated probability that the photo shows this variety, 0 to 1
     * @param nearest its most similar indexed photo
     * @param exemplars paths of pictures of its labels
     */
    record VarietyView(
            String label,
            List<String> labels,
            @Nullable String variety,
            String displayName,
            double confidence,
            RecognitionResponse.Nearest nearest,
            List<String> exemplars) {}

    /**
     * The first kind.
     *
     * @param recognised whether it is certain: the same as status RECOGNISED
     */
    record First(@Nullable String id, String name, double confidence, boolean recognised) {}
}
