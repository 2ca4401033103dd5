package dev.pomona.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class SettingsCheckTest {

    private final ApplicationContextRunner service =
            new ApplicationContextRunner().withUserConfiguration(Settings.class).withBean(SettingsCheck.class);

    @EnableConfigurationProperties(Example.class)
    static class Settings {}

    @ConfigurationProperties("pomona.example")
    record Example(Duration maxWait, List<Key> keys, Key main) {}

    record Key(String name) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pomona.example.max-wait=5s",
                "pomona.example.maxWait=5s",
                "pomona.example.keys[0].name=a",
                "pomona.example.main.name=a",
                "pomona.cache=/tmp/cache",
                "other.setting=1"
            })
    void aSettingThatExistsIsTakenHoweverItIsWritten(String setting) {
        service.withPropertyValues(setting).run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pomona.example.max-wiat=5s", "pomona.exmaple.max-wait=5s", "pomona.other=1"})
    void aSettingThatDoesNotExistIsRefusedByName(String setting) {
        service.withPropertyValues(setting)
                .run(context -> assertThatThrownBy(context::getBeanFactory)
                        .rootCause()
                        .isInstanceOf(UnknownSettingException.class)
                        .hasMessageContaining(setting.substring(0, setting.indexOf('=')))
                        .hasMessageContaining("pomona.example."));
    }

    @Test
    void inTheEnvironmentItIsOnlyNamed(CapturedOutput output) {
        service.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "systemEnvironment",
                                Map.of("POMONA_EXAMPLE_MAX_WAIT", "5s", "POMONA_EXAMPLE_MAXWIAT", "5s"))))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output).contains("no setting pomona.example.maxwiat");
                    assertThat(output).doesNotContain("no setting pomona.example.max.wait");
                });
    }
}
