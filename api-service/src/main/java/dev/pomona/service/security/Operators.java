package dev.pomona.service.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** The operator's account, the only one. */
@Configuration(proxyBeanMethods = false)
class Operators {

    static final String ROLE = "OPERATOR";

    private static final Logger log = LoggerFactory.getLogger(Operators.class);
    private static final int RANDOM_BYTES = 16;

    /**
     * Encodes with the encoder of the configured password: Spring Security re-encodes passwords of other encoders, and compares
     * the password of an unknown name with the default one, to take the same time. Hashing in memory would not protect a
     * password that is configured in clear text.
     */
    @Bean
    PasswordEncoder passwordEncoder(SecurityProperties properties) {
        return new DelegatingPasswordEncoder(
                properties.operator().hasHashedPassword() ? "bcrypt" : "clear",
                Map.of("clear", new ClearTextPasswordEncoder(), "bcrypt", new BCryptPasswordEncoder()));
    }

    @Bean
    UserDetailsService operator(SecurityProperties properties, PasswordEncoder encoder) {
        SecurityProperties.Operator operator = properties.operator();
        return new InMemoryUserDetailsManager(User.withUsername(operator.name())
                .password(encodedPassword(operator, encoder))
                .roles(ROLE)
                .build());
    }

    private static String encodedPassword(SecurityProperties.Operator operator, PasswordEncoder encoder) {
        if (operator.hasHashedPassword()) {
            return String.valueOf(operator.password());
        }
        return String.valueOf(encoder.encode(operator.hasPassword() ? operator.password() : randomPassword(operator)));
    }

    private static String randomPassword(SecurityProperties.Operator operator) {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        String password = HexFormat.of().formatHex(bytes);
        log.warn(
                "pomona.security.operator.password is not set. Until the next start the operator is {} / {}",
                operator.name(),
                password);
        return password;
    }

    /** Compares clear-text passwords in constant time. */
    private static final class ClearTextPasswordEncoder extends AbstractValidatingPasswordEncoder {

        @Override
        protected String encodeNonNullPassword(String password) {
            return password;
        }

        @Override
        protected boolean matchesNonNull(String password, String stored) {
            return MessageDigest.isEqual(
                    password.getBytes(StandardCharsets.UTF_8), stored.getBytes(StandardCharsets.UTF_8));
        }
    }
}
