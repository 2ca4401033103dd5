package dev.pomona.service.feedback;

import dev.pomona.model.store.StoreException;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stores feedback about recent answers, once for each. */
@Component
class FeedbackService {

    private final FeedbackTokens tokens;
    private final KnownLabels labels;
    private final PhotoCopies copies;
    private final Optional<FeedbackStore> store;
    private final Clock clock = Clock.systemUTC();

    FeedbackService(FeedbackTokens tokens, KnownLabels labels, PhotoCopies copies, Optional<FeedbackStore> store) {
        this.tokens = tokens;
        this.labels = labels;
        this.copies = copies;
        this.store = store;
    }

    boolean isOn() {
        return store.isPresent();
    }

    /**
     * Rejects a request if the service takes no feedback.
     *
     * @throws ProblemException {@link Problem#FEEDBACK_OFF}
     */
    void requireOn() {
        openStore();
    }

    /**
     * Stores feedback.
     *
     * @throws ProblemException if the token is not one of this answer, there is feedback about it already, or no room
     */
    StoredFeedback give(String requestId, FeedbackRequest request) throws Exception {
        FeedbackStore open = openStore();
        FeedbackTokens.Payload token = tokens.verify(requestId, request.token());
        Instant answered = token.answered();
        open.requireNone(requestId, answered);
        byte @Nullable [] photo = request.photo();
        byte @Nullable [] jpeg = photo == null ? null : copies.jpeg(photo);
        StoredFeedback feedback =
                StoredFeedback.of(token.answer(), labels.inTerms(request.feedback()), jpeg != null, clock.instant());
        open.store(feedback, answered, jpeg);
        return feedback;
    }

    /** Counts what users said, by label. */
    FeedbackSummary summary() throws StoreException {
        return store.isPresent() ? store.get().summary() : FeedbackSummary.OFF;
    }

    private FeedbackStore openStore() {
        return store.orElseThrow(() -> new ProblemException(Problem.FEEDBACK_OFF, "This service takes no feedback."));
    }
}
