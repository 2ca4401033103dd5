package dev.pomona.service.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class SecurityPropertiesTest {

    private final ApplicationContextRunner service =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SecurityProperties.class)
    static class Properties {}

    @ParameterizedTest
    @ValueSource(strings = {"secret", "1234567"})
    void refusesToStartWithAShortOperatorPasswordAndNamesTheKey(String password) {
        service.withPropertyValues("pomona.security.operator.password=" + password)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("pomona.security.operator.password")
                        .hasMessageContaining("8 to 72 characters")
                        .hasMessageNotContaining(password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a long passphrase",
                "12345678",
                "{bcrypt}$2y$10$abcdefghijklmnopqrstuuKkqZ4sZ8Yv3zTqjH1l2m3n4o5p6q7r8"
            })
    void startsWithNoPasswordALongOneOrAHash(String password) {
        service.withPropertyValues("pomona.security.operator.password=" + password)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void refusesToStartWithAShortApiKeyAndNamesTheKey() {
        service.withPropertyValues("pomona.security.api-keys[0].name=kiosk", "pomona.security.api-keys[0].key=short")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("pomona.security.api-keys")
                        .hasMessageContaining("kiosk")
                        .hasMessageNotContaining("short"));
    }
}
