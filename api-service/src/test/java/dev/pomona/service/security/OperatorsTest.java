package dev.pomona.service.security;

import static org.assertj.core.api.Assertions.assertThat;

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

    private final Operators operators = new Operators();
    private final PasswordEncoder encoder = operators.passwordEncoder();

    @Test
    void takesAPasswordAsItIs(CapturedOutput output) {
        assertThat(encoder.matches("plain and simple", hash("plain and simple")))
                .isTrue();
        assertThat(encoder.matches("another", hash("plain and simple"))).isFalse();
        assertThat(encoder.matches("{bcrypt", hash("{bcrypt"))).isTrue();
        assertThat(output).doesNotContain("plain and simple");
    }

    @Test
    void takesTheHashOfAPassword() {
        String hash = "{bcrypt}" + new BCryptPasswordEncoder().encode("hashed");
        assertThat(encoder.matches("hashed", hash(hash))).isTrue();
        assertThat(encoder.matches(hash, hash(hash))).isFalse();
    }

    @Test
    void makesUpAPasswordWhereThereIsNoneAndSaysItOnce(CapturedOutput output) {
        String first = hash(null);
        Matcher said = MADE_UP.matcher(output.getAll());
        assertThat(said.find()).isTrue();
        assertThat(encoder.matches(said.group(1), first)).isTrue();
        assertThat(said.find()).isFalse();
        assertThat(encoder.matches(
                        said.reset().results().findFirst().orElseThrow().group(1), hash("")))
                .as("the next start has another")
                .isFalse();
    }

    private String hash(@Nullable String password) {
        SecurityProperties properties = new SecurityProperties(
                List.of(),
                new SecurityProperties.Operator("chief", password, 0),
                new SecurityProperties.Cors(List.of()));
        return operators
                .operator(properties, encoder)
                .loadUserByUsername("chief")
                .getPassword();
    }
}
