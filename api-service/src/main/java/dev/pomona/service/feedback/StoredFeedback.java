package dev.pomona.service.feedback;

import dev.pomona.model.recognition.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record of one feedback: no address, no names, no photo.
 *
 * @param time when it was given, ISO 8601 UTC, to the second
 * @param requestId id of the answer, and name of the photo if that is stored
 * @param answered the answer of the service
 * @param label the right label; null if it is not a fruit
 * @param notAFruit whether it is not a fruit
 * @param indexVersion version of the index that was searched
 * @param photoKept whether the photo is stored, with consent
 */
record StoredFeedback(
        String time,
        String requestId,
        Answered answered,
        @Nullable String label,
        boolean notAFruit,
        String indexVersion,
        boolean photoKept) {

    /** The first candidate, its confidence, and the status of the answer. */
    record Answered(String label, double confidence, Status status) {}

    static StoredFeedback of(AnswerSummary answer, Feedback feedback, boolean photoKept, Instant now) {
        return new StoredFeedback(
                Instant.ofEpochSecond(now.getEpochSecond()).toString(),
                answer.requestId(),
                new Answered(answer.label(), answer.confidence(), answer.status()),
                feedback.label(),
                feedback.notAFruit(),
                answer.indexVersion(),
                photoKept);
    }
}
