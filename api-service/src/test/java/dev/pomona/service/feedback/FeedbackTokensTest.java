package dev.pomona.service.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.recognition.Status;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class FeedbackTokensTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final AnswerSummary ANSWER = new AnswerSummary("id", Status.RECOGNISED, "Kiwi äöü.", 0.9, "v1");

    private Instant now = Instant.parse("2026-03-04T05:06:07Z");

    @Test
    void anotherInstanceWithTheSameSecretFindsTheAnswer() {
        String token = tokens("folder", SECRET).issue(ANSWER);
        FeedbackTokens.Payload payload = tokens("folder", SECRET).verify("id", token);
        assertThat(payload.answer()).isEqualTo(ANSWER);
        assertThat(payload.answered()).isEqualTo(now);
    }

    @Test
    void aTokenIsShortEnoughForAnyForm() {
        assertThat(tokens("folder", SECRET).issue(ANSWER))
                .matches("[A-Za-z0-9_.-]+")
                .hasSizeLessThan(400);
    }

    @Test
    void instancesWithoutASecretDoNotAcceptEachOthersTokens() {
        String token = tokens("folder", null).issue(ANSWER);
        assertUnknown(tokens("folder", ""), "id", token);
    }

    @Test
    void aTokenIsValidForAnHour() {
        FeedbackTokens tokens = tokens("folder", SECRET);
        String token = tokens.issue(ANSWER);
        now = now.plus(Duration.ofHours(1));
        assertThat(tokens.verify("id", token).answer()).isEqualTo(ANSWER);
        now = now.plusSeconds(1);
        assertUnknown(tokens, "id", token);
    }

    @Test
    void aTokenIsValidForItsRequestOnly() {
        FeedbackTokens tokens = tokens("folder", SECRET);
        assertUnknown(tokens, "another", tokens.issue(ANSWER));
    }

    @Test
    void noCharacterOfATokenCanBeChanged() {
        FeedbackTokens tokens = tokens("folder", SECRET);
        String token = String.valueOf(tokens.issue(ANSWER));
        // The last character of 43 for 32 bytes has two spare bits, which decoders ignore.
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertUnknown(tokens, "id", token.substring(0, i) + other + token.substring(i + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ".", "..", "a.b.c", "%.%", "e30.", ".e30", "e30.e30"})
    void whatIsNoTokenIsUnknown(String token) {
        assertUnknown(tokens("folder", SECRET), "id", token);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void aMissingTokenIsAnInvalidRequest(@Nullable String token) {
        assertRejected(Problem.INVALID_REQUEST, tokens("folder", SECRET), "id", token);
    }

    @Test
    void aServiceThatTakesNoFeedbackIssuesNone() {
        assertThat(tokens("", SECRET).issue(ANSWER)).isNull();
    }

    @Test
    void aShortSecretOrALocationWithoutAStoreIsRefusedAtStart() {
        assertThatThrownBy(() -> properties("folder", "short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pomona.feedback.secret")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> properties("s3://Bucket/feedback", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pomona.feedback.location");
    }

    private static void assertUnknown(FeedbackTokens tokens, String requestId, @Nullable String token) {
        assertRejected(Problem.UNKNOWN_REQUEST, tokens, requestId, token);
    }

    private static void assertRejected(
            Problem problem, FeedbackTokens tokens, String requestId, @Nullable String token) {
        assertThatThrownBy(() -> tokens.verify(requestId, token))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        rejected -> assertThat(rejected.problem()).isEqualTo(problem));
    }

    private FeedbackTokens tokens(String location, @Nullable String secret) {
        return new FeedbackTokens(properties(location, secret), new JsonMapper(), () -> now);
    }

    private static FeedbackProperties properties(String location, @Nullable String secret) {
        return new FeedbackProperties(location, DataSize.ofMegabytes(1), secret);
    }
}
