package dev.pomona.service.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.recognition.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {

    private static final RecentAnswer ANSWER = new RecentAnswer("id", Status.RECOGNISED, "Kiwi", 0.9, "v1");

    private final AtomicLong nanos = new AtomicLong();
    private final RecentAnswers answers = new RecentAnswers(nanos::get);

    @Test
    void anAnswerIsRememberedForAnHour() {
        answers.remember(ANSWER);
        nanos.addAndGet(Duration.ofMinutes(59).toNanos());
        assertThat(answers.find("id")).contains(ANSWER);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(answers.find("id")).isEmpty();
    }

    @Test
    void thereIsNoAnswerThatWasNotGiven() {
        assertThat(answers.find("other")).isEmpty();
    }
}
