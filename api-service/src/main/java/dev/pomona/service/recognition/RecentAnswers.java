package dev.pomona.service.recognition;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Remembers for a while what was answered, so that people can say whether it was right. In memory only. */
@Component
public class RecentAnswers {

    /** How long people can come back to an answer. */
    public static final Duration REMEMBERED = Duration.ofHours(1);

    /** Some 300 bytes each. */
    private static final int MOST = 20_000;

    private final Cache<String, RecentAnswer> answers;

    @Autowired
    RecentAnswers() {
        this(Ticker.systemTicker());
    }

    RecentAnswers(Ticker clock) {
        this.answers = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(REMEMBERED)
                .ticker(clock)
                .build();
    }

    void remember(RecentAnswer answer) {
        answers.put(answer.requestId(), answer);
    }

    /** The answer of this id; empty if there was none, or it was too long ago. */
    public Optional<RecentAnswer> find(String requestId) {
        return Optional.ofNullable(answers.getIfPresent(requestId));
    }
}
