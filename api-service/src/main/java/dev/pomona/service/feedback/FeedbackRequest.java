package dev.pomona.service.feedback;

import org.jspecify.annotations.Nullable;

/**
 * Feedback as it was sent.
 *
 * @param token token of the answer; null if it is missing
 * @param photo the photo, sent with consent; else null
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record FeedbackRequest(Feedback feedback, @Nullable String token, byte @Nullable [] photo) {}
