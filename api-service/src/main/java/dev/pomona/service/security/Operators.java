package dev.pomona.service.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

/** The one account there is. */
@Configuration(proxyBeanMethods = false)
class Operators {

    static final String ROLE = "OPERATOR";

    private static final Logger log = LoggerFactory.getLogger(Operators.class);
    private static final int RANDOM_BYTES = 16;

    /**
     * A password that stands in the configuration, or was made up, gains nothing from slow hashing in memory. The encoder of
     * the one that is configured is the default: Spring Security re-encodes what another one made, and compares the
     * password of an unknown name by the default, in the same time.
     */
    @Bean
    PasswordEncoder passwordEncoder(SecurityProperties properties) {
        return new DelegatingPasswordEncoder(
                isHashed(properties.operator().password()) ? "bcrypt" : "plain",
                Map.of("plain", new PlainPasswords(), "bcrypt", new BCryptPasswordEncoder()));
    }

    @Bean
    UserDetailsService operator(SecurityProperties properties, PasswordEncoder encoder) {
        String name = properties.operator().name();
        return new InMemoryUserDetailsManager(User.withUsername(name)
                .password(stored(name, properties.operator().password(), encoder))
                .roles(ROLE)
                .build());
    }

    private static String stored(String name, @Nullable String password, PasswordEncoder encoder) {
        if (password == null || password.isBlank()) {
            byte[] bytes = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(bytes);
            String random = HexFormat.of().formatHex(bytes);
            log.warn(
                    "No pomona.security.operator.password is set. Until the next start the operator is {} / {}",
                    name,
                    random);
            return String.valueOf(encoder.encode(random));
        }
        return isHashed(password) ? password : String.valueOf(encoder.encode(password));
    }

    private static boolean isHashed(@Nullable String password) {
        return password != null && password.startsWith("{bcrypt}");
    }

    /** Compares passwords as they are, in a time that tells nothing. */
    private static final class PlainPasswords extends AbstractValidatingPasswordEncoder {

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
