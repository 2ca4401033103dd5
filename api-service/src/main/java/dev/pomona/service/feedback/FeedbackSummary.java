package dev.pomona.service.feedback;

import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What users said, by label.
 *
 * @param taken whether the service takes feedback
 * @param total how many are stored
 * @param counted how many of these, the newest, are counted by label
 * @param labels the labels, the most frequent first
 */
record FeedbackSummary(boolean taken, long total, int counted, List<LabelCount> labels) {

    /** Each is an object that is read. */
    private static final int MOST = 300;

    static final FeedbackSummary OFF = new FeedbackSummary(false, 0, 0, List.of());

    /**
     * How often users named a label.
     *
     * @param label the right label; null for photos that show no fruit
     * @param given how many said so
     * @param answered how often the service had said the same
     * @param photos how many photos are stored with it
     */
    record LabelCount(@Nullable String label, int given, int answered, int photos) {

        private LabelCount plus(boolean same, boolean photo) {
            return new LabelCount(label, given + 1, answered + (same ? 1 : 0), photos + (photo ? 1 : 0));
        }
    }

    static FeedbackSummary of(ObjectStore store, JsonMapper json) throws StoreException {
        List<String> keys =
                store.keys("given/").stream().sorted(Comparator.reverseOrder()).toList();
        Map<String, LabelCount> counts = new TreeMap<>();
        int counted = 0;
        for (String key : keys.subList(0, Math.min(MOST, keys.size()))) {
            try {
                StoredFeedback feedback = json.readValue(store.read(key).bytes(), StoredFeedback.class);
                @Nullable String label = feedback.label();
                boolean same = label != null && label.equals(feedback.answered().label());
                counts.merge(
                        String.valueOf(label),
                        new LabelCount(label, 0, 0, 0).plus(same, feedback.photoKept()),
                        (before, one) -> before.plus(same, feedback.photoKept()));
                counted++;
            } catch (JacksonException | StoreException.NotFound e) {
                // Whatever else lies there is not counted.
            }
        }
        List<LabelCount> labels = new ArrayList<>(counts.values());
        labels.sort(Comparator.comparingInt(LabelCount::given).reversed());
        return new FeedbackSummary(true, keys.size(), counted, List.copyOf(labels));
    }
}
