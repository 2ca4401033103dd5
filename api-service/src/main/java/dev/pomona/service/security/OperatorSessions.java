package dev.pomona.service.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.WebUtils;

/**
 * Signed cookies of operators who have signed in at {@code /operator}: {@code <name>.<end>.<signature>}. Nothing is stored; the key
 * is derived from the operator's password, so that every replica takes the cookies of the others, and another password ends all
 * sessions. Thread-safe.
 */
@Component
final class OperatorSessions {

    static final String COOKIE = "pomona-operator";

    private static final String PATH = "/admin";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** Makes guessing a weak password by a stolen cookie as slow as by bcrypt (OWASP, 2023: 600,000). */
    private static final int ITERATIONS = 600_000;

    private static final int KEY_BITS = 256;

    private final SecurityProperties.Operator operator;
    private final Supplier<SecretKeySpec> key;
    private final InstantSource clock;

    @Autowired
    OperatorSessions(SecurityProperties properties, UserDetailsService operators) {
        this(
                properties.operator(),
                () -> String.valueOf(operators
                        .loadUserByUsername(properties.operator().name())
                        .getPassword()),
                InstantSource.system());
    }

    /** @param password the operator's as it is configured, clear or hashed; asked when it is first needed */
    OperatorSessions(SecurityProperties.Operator operator, Supplier<String> password, InstantSource clock) {
        this.operator = operator;
        this.key = SingletonSupplier.of(() -> derive(password.get()));
        this.clock = clock;
    }

    private static SecretKeySpec derive(String password) {
        byte[] salt = "pomona operator session".getBytes(StandardCharsets.UTF_8);
        try {
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, KEY_BITS);
            byte[] derived = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return new SecretKeySpec(derived, ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the cookie of a new session.
     *
     * @param secure whether the browser talks TLS to the service or its proxy
     */
    ResponseCookie begin(boolean secure) {
        long end = clock.instant().plus(operator.session()).getEpochSecond();
        String content = ENCODER.encodeToString(operator.name().getBytes(StandardCharsets.UTF_8)) + "." + end;
        return cookie(content + "." + ENCODER.encodeToString(sign(content)), secure)
                .maxAge(operator.session())
                .build();
    }

    /** Returns the cookie that ends a session in the browser. */
    ResponseCookie end(boolean secure) {
        return cookie("", secure).maxAge(0).build();
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(String value, boolean secure) {
        return ResponseCookie.from(COOKIE, value)
                .path(PATH)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Strict");
    }

    /** Returns the cookie of a request; empty if it has none. */
    static Optional<String> cookie(HttpServletRequest request) {
        @Nullable Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null || cookie.getValue().isEmpty() ? Optional.empty() : Optional.of(cookie.getValue());
    }

    /** Returns whether a cookie is one of the operator's that has not ended. */
    boolean isValid(String cookie) {
        int split = cookie.lastIndexOf('.');
        String content = cookie.substring(0, Math.max(0, split));
        String[] parts = content.split("\\.", -1);
        try {
            return parts.length == 2
                    && MessageDigest.isEqual(Base64.getUrlDecoder().decode(cookie.substring(split + 1)), sign(content))
                    && name(parts[0]).equals(operator.name())
                    && Instant.ofEpochSecond(Long.parseLong(parts[1])).isAfter(clock.instant());
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static String name(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private byte[] sign(String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.get());
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String operator() {
        return operator.name();
    }
}
