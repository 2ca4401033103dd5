package dev.pomona.service.security;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** The one account there is. */
@Configuration(proxyBeanMethods = false)
class Operators {

    static final String ROLE = "OPERATOR";

    private static final Logger log = LoggerFactory.getLogger(Operators.class);
    private static final int RANDOM_BYTES = 16;

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    UserDetailsService operator(SecurityProperties properties, PasswordEncoder encoder) {
        String name = properties.operator().name();
        return new InMemoryUserDetailsManager(User.withUsername(name)
                .password(hash(name, properties.operator().password(), encoder))
                .roles(ROLE)
                .build());
    }

    private static String hash(String name, @Nullable String password, PasswordEncoder encoder) {
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
        return password.startsWith("{bcrypt}") ? password : String.valueOf(encoder.encode(password));
    }
}
