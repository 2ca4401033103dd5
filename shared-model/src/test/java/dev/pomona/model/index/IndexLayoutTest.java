package dev.pomona.model.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexLayoutTest {

    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.678Z");

    @Test
    void aVersionIsNamedByItsTimeAndAnId() {
        assertThat(IndexLayout.version(CREATED, 0x0a1b2c3d)).isEqualTo("20260102T030405Z-0a1b2c3d");
        assertThat(IndexLayout.version(CREATED, -1)).isEqualTo("20260102T030405Z-ffffffff");
    }

    @Test
    void namesAreTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(IndexLayout.version(CREATED, 16)).isEqualTo("20260102T030405Z-00000010");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void namesSortByTime() {
        assertThat(IndexLayout.version(CREATED.plusSeconds(1), 0))
                .isGreaterThan(IndexLayout.version(CREATED, Integer.MAX_VALUE));
    }

    @Test
    void eachVersionHasAFolder() {
        String version = IndexLayout.version(CREATED, 7);
        assertThat(IndexLayout.folder(version)).isEqualTo("versions/" + version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../current.json",
                "20260102T030405Z-0a1b2c3d/../..",
                "../20260102T030405Z-0a1b2c3d",
                "20260102T030405Z-0a1b2c3d/",
                "20260102T030405Z-0a1b2c3d\n",
                "20260102T030405Z-0A1B2C3D",
                "/etc/passwd"
            })
    void whatIsNoVersionNameHasNoFolder(String version) {
        assertThatThrownBy(() -> IndexLayout.folder(version)).isInstanceOf(InvalidIndexException.class);
    }
}
