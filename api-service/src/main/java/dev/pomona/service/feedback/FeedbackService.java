package dev.pomona.service.feedback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pomona.service.recognition.RecentAnswer;
import dev.pomona.service.recognition.RecentAnswers;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes feedback about recent answers, once for each. */
@Component
class FeedbackService {

    private final RecentAnswers answers;
    private final PhotoCopies copies;
    private final Optional<FeedbackStore> store;
    private final Clock clock = Clock.systemUTC();

    /** Answers that have had their feedback, kept longer than the answers themselves. */
    private final Cache<String, Boolean> given = Caffeine.newBuilder()
            .expireAfterWrite(RecentAnswers.REMEMBERED.multipliedBy(2))
            .build();

    FeedbackService(RecentAnswers answers, PhotoCopies copies, Optional<FeedbackStore> store) {
        this.answers = answers;
        this.copies = copies;
        this.store = store;
    }

    boolean isOn() {
        return store.isPresent();
    }

    /**
     * Sees to it that feedback is taken here.
     *
     * @throws ProblemException if not
     */
    void requireOn() {
        openStore();
    }

    /**
     * Keeps the feedback.
     *
     * @param photo the photo, where the person agreed that it is kept; else null
     * @throws ProblemException if there is no such answer, it has had its feedback, or there is no room
     */
    KeptFeedback give(String requestId, Feedback feedback, byte @Nullable [] photo) throws Exception {
        FeedbackStore open = openStore();
        RecentAnswer answer = answers.find(requestId)
                .orElseThrow(() -> new ProblemException(
                        Problem.UNKNOWN_REQUEST, "There is no answer of this id, or it was more than an hour ago."));
        if (given.asMap().putIfAbsent(requestId, true) != null) {
            throw new ProblemException(Problem.FEEDBACK_GIVEN, "There is feedback about this answer already.");
        }
        boolean kept = false;
        try {
            KeptFeedback line = KeptFeedback.of(answer, feedback, photo != null, clock.instant());
            open.keep(line, photo == null ? null : copies.jpeg(photo));
            kept = true;
            return line;
        } finally {
            if (!kept) {
                given.invalidate(requestId);
            }
        }
    }

    private FeedbackStore openStore() {
        return store.orElseThrow(() -> new ProblemException(Problem.FEEDBACK_OFF, "This service takes no feedback."));
    }
}
