package dev.pomona.service.security;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code pomona.security.*}.
 *
 * @param apiKeys who may have photos recognised; everybody if there are none
 * @param operator who may administer
 * @param cors which other sites' pages may ask
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
     * @param name what the client is called in rate limits
     * @param key the secret, 16 characters or more, of those that a header may have: ASCII without spaces
     */
    record ApiKey(
            @NotBlank String name,

            @NotNull @Pattern(regexp = "[!-~]{16,}", message = "must be 16 or more ASCII characters without spaces")
            String key) {

        /** Without the key. */
        @Override
        public String toString() {
            return "ApiKey[" + name + "]";
        }
    }

    /**
     * The operator's credential.
     *
     * @param password as it is, at most 72 bytes, or its hash behind <code>{bcrypt}</code>; none for one that is made up at
     *     start
     * @param failuresPerMinute wrong credentials that an address may send, as often at once; 0 for no limit
     */
    record Operator(
            @DefaultValue("operator") @NotBlank String name,
            @Nullable @Size(max = 72) String password,
            @DefaultValue("10") @Min(0) int failuresPerMinute) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Operator[" + name + "]";
        }
    }

    /**
     * Pages of other sites.
     *
     * @param allowedOrigins such as {@code https://shop.example}
     */
    record Cors(@DefaultValue List<String> allowedOrigins) {}
}
