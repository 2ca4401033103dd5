package dev.pomona.service.feedback;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signed tokens that carry an answer to the instance that takes feedback about it, so that instances share no memory. A token
 * is {@code <payload>.<signature>}, each base64url: the answer as JSON, and its HMAC-SHA256. It is signed, not encrypted: it
 * tells the client nothing that the answer did not. Thread-safe.
 */
@Component
public class FeedbackTokens {

    /** Time to give feedback about an answer. */
    static final Duration VALIDITY = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(FeedbackTokens.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int RANDOM_BYTES = 32;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final boolean on;
    private final SecretKeySpec key;
    private final JsonMapper json;
    private final InstantSource clock;

    /** An answer, and when it was given in seconds since 1970. */
    record Payload(AnswerSummary answer, long answeredAt) {

        Instant answered() {
            return Instant.ofEpochSecond(answeredAt);
        }
    }

    @Autowired
    FeedbackTokens(FeedbackProperties properties, JsonMapper json) {
        this(properties, json, InstantSource.system());
    }

    FeedbackTokens(FeedbackProperties properties, JsonMapper json, InstantSource clock) {
        this.on = properties.isOn();
        this.key = new SecretKeySpec(secret(properties), ALGORITHM);
        this.json = json;
        this.clock = clock;
    }

    /** Returns a token for feedback about this answer; null if the service takes none. */
    public @Nullable String issue(AnswerSummary answer) {
        if (!on) {
            return null;
        }
        byte[] payload =
                json.writeValueAsBytes(new Payload(answer, clock.instant().getEpochSecond()));
        return ENCODER.encodeToString(payload) + "." + ENCODER.encodeToString(sign(payload));
    }

    /**
     * Returns the answer that a token was issued for.
     *
     * @throws ProblemException {@link Problem#INVALID_REQUEST} if there is no token, {@link Problem#UNKNOWN_REQUEST} if it is
     *     not one of this service, belongs to another request, or is older than an hour
     */
    Payload verify(String requestId, @Nullable String token) {
        if (token == null || token.isBlank()) {
            throw new ProblemException(Problem.INVALID_REQUEST, "Feedback needs the 'feedbackToken' of its answer.");
        }
        Payload payload = signedPayload(token);
        if (payload == null
                || !payload.answer().requestId().equals(requestId)
                || payload.answered().plus(VALIDITY).isBefore(clock.instant())) {
            throw new ProblemException(
                    Problem.UNKNOWN_REQUEST,
                    "The token is not one of this answer, or the answer is older than an hour.");
        }
        return payload;
    }

    private @Nullable Payload signedPayload(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 2) {
            return null;
        }
        try {
            byte[] payload = Base64.getUrlDecoder().decode(parts[0]);
            byte[] signature = Base64.getUrlDecoder().decode(parts[1]);
            return MessageDigest.isEqual(signature, sign(payload)) ? json.readValue(payload, Payload.class) : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private byte[] sign(byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] secret(FeedbackProperties properties) {
        if (properties.secret() != null && !properties.secret().isBlank()) {
            return properties.secret().getBytes(StandardCharsets.UTF_8);
        }
        if (properties.isOn()) {
            log.warn("pomona.feedback.secret is not set, so feedback is accepted only by the instance that gave the"
                    + " answer, until its next start. Several replicas need one secret.");
        }
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
