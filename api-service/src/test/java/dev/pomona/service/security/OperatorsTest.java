package dev.pomona.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

@ExtendWith(OutputCaptureExtension.class)
class OperatorsTest {

    private static final Pattern MADE_UP = Pattern.compile("the operator is chief / ([0-9a-f]{32})");

    @Test
    void takesAPasswordAsItIs(CapturedOutput output) {
        assertThat(with("plain and simple").accepts("plain and simple")).isTrue();
        assertThat(with("plain and simple").accepts("another")).isFalse();
        assertThat(with("{bcrypt, not}").accepts("{bcrypt, not}")).isTrue();
        assertThat(output).doesNotContain("plain and simple");
    }

    @Test
    void takesTheHashOfAPassword() {
        String hash = "{bcrypt}" + new BCryptPasswordEncoder().encode("hashed");
        assertThat(with(hash).accepts("hashed")).isTrue();
        assertThat(with(hash).accepts(hash)).isFalse();
    }

    @Test
    void aHashIsNeverReplacedByThePasswordItself() {
        Account hashed = with("{bcrypt}" + new BCryptPasswordEncoder().encode("hashed"));
        assertThat(hashed.encoder().upgradeEncoding(hashed.stored())).isFalse();
        assertThat(hashed.encoder().encode("what an unknown name is compared with"))
                .startsWith("{bcrypt}");
    }

    @Test
    void makesUpAPasswordWhereThereIsNoneAndSaysItOnce(CapturedOutput output) {
        Account first = with(null);
        Matcher said = MADE_UP.matcher(output.getAll());
        assertThat(said.find()).isTrue();
        String password = said.group(1);
        assertThat(first.accepts(password)).isTrue();
        assertThat(said.find()).isFalse();
        assertThat(with("").accepts(password)).as("the next start has another").isFalse();
    }

    private static Account with(@Nullable String password) {
        SecurityProperties properties = new SecurityProperties(
                List.of(),
                new SecurityProperties.Operator("chief", password, 0, Duration.ZERO),
                new SecurityProperties.Cors(List.of()));
        Operators operators = new Operators();
        PasswordEncoder encoder = operators.passwordEncoder(properties);
        String stored = operators
                .operator(properties, encoder)
                .loadUserByUsername("chief")
                .getPassword();
        return new Account(encoder, String.valueOf(stored));
    }

    private record Account(PasswordEncoder encoder, String stored) {

        boolean accepts(String password) {
            return encoder.matches(password, stored);
        }
    }
}
