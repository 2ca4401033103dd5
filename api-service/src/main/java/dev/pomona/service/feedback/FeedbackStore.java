package dev.pomona.service.feedback;

import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stored feedback: one object each, {@code given/<day of the answer>/<requestId>.json}, and photos as the indexer reads them,
 * {@code photos/<label>/<requestId>.jpg} or {@code negatives/<requestId>.jpg}. Thread-safe; several instances may share it.
 */
final class FeedbackStore {

    private final ObjectStore store;
    private final StorageQuota quota;
    private final JsonMapper json;

    FeedbackStore(ObjectStore store, StorageQuota quota, JsonMapper json) {
        this.store = store;
        this.quota = quota;
        this.json = json;
    }

    /**
     * Rejects a second feedback about an answer before its photo is decoded. {@link #store} checks again.
     *
     * @throws ProblemException {@link Problem#FEEDBACK_GIVEN}
     */
    void requireNone(String requestId, Instant answered) throws StoreException {
        if (store.stat(key(requestId, answered)).isPresent()) {
            throw given();
        }
    }

    /**
     * Stores feedback and, with consent, the photo.
     *
     * @param answered when the answer was given
     * @param jpeg sanitized copy of the photo; null for none
     * @throws ProblemException {@link Problem#FEEDBACK_GIVEN} if there is feedback about the answer already, {@link
     *     Problem#FEEDBACK_FULL} if there is no room
     */
    void store(StoredFeedback feedback, Instant answered, byte @Nullable [] jpeg) throws StoreException {
        byte[] record = (json.writeValueAsString(feedback) + "\n").getBytes(StandardCharsets.UTF_8);
        long bytes = record.length + (jpeg == null ? 0L : jpeg.length);
        quota.reserve(bytes);
        boolean stored = false;
        try {
            String key = key(feedback.requestId(), answered);
            if (store.putIf(key, record, null).isEmpty()) {
                throw given();
            }
            if (jpeg != null) {
                storePhoto(feedback, jpeg, key);
            }
            stored = true;
        } finally {
            if (stored) {
                quota.stored(bytes);
            } else {
                quota.release(bytes);
            }
        }
    }

    /** Counts the feedback by label. */
    FeedbackSummary summary() throws StoreException {
        return FeedbackSummary.of(store, json);
    }

    /** If the photo cannot be stored, the feedback goes too, so that it can be given again. */
    private void storePhoto(StoredFeedback feedback, byte[] jpeg, String recordKey) throws StoreException {
        String folder = feedback.label() == null ? "negatives/" : "photos/" + feedback.label() + "/";
        try {
            store.put(folder + feedback.requestId() + ".jpg", jpeg);
        } catch (StoreException e) {
            try {
                store.delete(recordKey);
            } catch (StoreException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private static String key(String requestId, Instant answered) {
        return "given/%s/%s.json".formatted(answered.atOffset(ZoneOffset.UTC).toLocalDate(), requestId);
    }

    private static ProblemException given() {
        return new ProblemException(Problem.FEEDBACK_GIVEN, "There is feedback about this answer already.");
    }
}
