package dev.pomona.service.security;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code pomona.security.*}. Secrets are validated here rather than by annotations, whose messages repeat the value.
 *
 * @param apiKeys keys of clients that may use {@code /recognize}; it is open to all if there are none
 * @param operator credential for {@code /admin} and the actuator
 * @param cors origins that browsers may call from
 */
@Validated
@ConfigurationProperties("pomona.security")
record SecurityProperties(
        @DefaultValue List<@Valid ApiKey> apiKeys,
        @DefaultValue @Valid Operator operator,
        @DefaultValue Cors cors) {

    /**
     * A key for one client.
     *
     * @param name name of the client in rate limits
     * @param key the secret, 16 ASCII characters or more, without spaces
     */
    record ApiKey(@NotBlank String name, String key) {

        private static final Pattern KEY = Pattern.compile("[!-~]{16,}");

        ApiKey {
            if (key == null || !KEY.matcher(key).matches()) {
                throw new IllegalArgumentException(
                        "pomona.security.api-keys: the key of '%s' must be 16 or more ASCII characters without spaces"
                                .formatted(name));
            }
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "ApiKey[" + name + "]";
        }
    }

    /**
     * The operator's credential.
     *
     * @param password in clear text, 8 to 72 characters, or its hash after <code>{bcrypt}</code>; blank or null for a random
     *     one at each start
     * @param failuresPerMinute wrong credentials allowed from one address a minute, and at once; 0 for no limit
     * @param session time after which an operator signs in again at the page
     */
    record Operator(
            @DefaultValue("operator") @NotBlank String name,
            @Nullable String password,
            @DefaultValue("10") @Min(0) int failuresPerMinute,
            @DefaultValue("8h") Duration session) {

        private static final String HASHED = "{bcrypt}";
        /** NIST SP 800-63B, 5.1.1.1. With ten guesses a minute it takes centuries to try even all lower-case words. */
        private static final int MIN_LENGTH = 8;

        /** The most bytes that bcrypt takes into account. */
        private static final int MAX_LENGTH = 72;

        Operator {
            if (password != null && !password.isBlank() && !password.startsWith(HASHED)) {
                if (password.length() < MIN_LENGTH || password.length() > MAX_LENGTH) {
                    throw new IllegalArgumentException("pomona.security.operator.password must have %d to %d characters"
                            .formatted(MIN_LENGTH, MAX_LENGTH));
                }
            }
        }

        boolean hasPassword() {
            return password != null && !password.isBlank();
        }

        boolean hasHashedPassword() {
            return password != null && password.startsWith(HASHED);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Operator[" + name + "]";
        }
    }

    /**
     * Cross-origin requests.
     *
     * @param allowedOrigins such as {@code https://shop.example}
     */
    record Cors(@DefaultValue List<String> allowedOrigins) {}
}
