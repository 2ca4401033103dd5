package dev.pomona.service.feedback;

import dev.pomona.model.recognition.Status;

/**
 * The part of an answer that feedback about it is stored with; nothing of its photos.
 *
 * @param requestId id of the answer
 * @param status status of the answer
 * @param label label of the first candidate, with status UNKNOWN too
 * @param confidence calibrated probability of that candidate, 0 to 1
 * @param indexVersion version of the index that was searched
 */
public record AnswerSummary(String requestId, Status status, String label, double confidence, String indexVersion) {}
