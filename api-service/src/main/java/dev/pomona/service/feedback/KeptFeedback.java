package dev.pomona.service.feedback;

import dev.pomona.model.recognition.Status;
import dev.pomona.service.recognition.RecentAnswer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of what is kept: no address, no names, no photo.
 *
 * @param time when it was given, ISO 8601 UTC, to the second
 * @param requestId the answer it is about; also the name of the photo, if that is kept
 * @param answered what the service had said
 * @param label what it should have said; null for what is no fruit
 * @param notAFruit whether it is no fruit
 * @param indexVersion the index that was asked
 * @param photoKept whether the person agreed that the photo is kept
 */
record KeptFeedback(
        String time,
        String requestId,
        Answered answered,
        @Nullable String label,
        boolean notAFruit,
        String indexVersion,
        boolean photoKept) {

    /** The first candidate, how sure it was, and how it was to be taken. */
    record Answered(String label, double confidence, Status status) {}

    static KeptFeedback of(RecentAnswer answer, Feedback feedback, boolean photoKept, Instant now) {
        return new KeptFeedback(
                Instant.ofEpochSecond(now.getEpochSecond()).toString(),
                answer.requestId(),
                new Answered(answer.label(), answer.confidence(), answer.status()),
                feedback.label(),
                feedback.notAFruit(),
                answer.indexVersion(),
                photoKept);
    }
}
