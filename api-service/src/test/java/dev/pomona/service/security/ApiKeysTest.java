package dev.pomona.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

    private final ApiKeys keys = new ApiKeys(List.of(
            new SecurityProperties.ApiKey("kiosk", "0123456789abcdef"),
            new SecurityProperties.ApiKey("shop", "fedcba9876543210")));

    @Test
    void eachKeyHasItsOwner() {
        assertThat(keys.ownerOf("0123456789abcdef")).contains("kiosk");
        assertThat(keys.ownerOf("fedcba9876543210")).contains("shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "kiosk"})
    void whatIsAlmostAKeyIsNone(String key) {
        assertThat(keys.ownerOf(key)).isEmpty();
    }

    @Test
    void aKeyIsNeverPrinted() {
        assertThat(new SecurityProperties.ApiKey("kiosk", "0123456789abcdef")).hasToString("ApiKey[kiosk]");
        assertThat(new SecurityProperties.Operator("operator", "a secret", 0, Duration.ZERO))
                .hasToString("Operator[operator]");
    }
}
