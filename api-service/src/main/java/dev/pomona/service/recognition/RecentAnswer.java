package dev.pomona.service.recognition;

import dev.pomona.model.recognition.Status;

/**
 * What was answered to a request; nothing of its photos.
 *
 * @param requestId names the answer
 * @param status how it was to be taken
 * @param label the first candidate, also where the status is UNKNOWN
 * @param confidence calibrated probability of that candidate, 0 to 1
 * @param indexVersion the index that was asked
 */
public record RecentAnswer(String requestId, Status status, String label, double confidence, String indexVersion) {}
