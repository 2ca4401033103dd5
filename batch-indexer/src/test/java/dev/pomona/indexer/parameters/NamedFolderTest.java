package dev.pomona.indexer.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedFolderTest {

    @ParameterizedTest
    @CsvSource({
        "web=photos/web, web, photos/web",
        "web=s3://bucket/a=b, web, s3://bucket/a=b",
        "photos/web, photos/web, photos/web",
        "photos/year=2026, photos/year=2026, photos/year=2026",
        "s3://bucket/year=2026, s3://bucket/year=2026, s3://bucket/year=2026",
    })
    void aNameComesBeforeTheLocation(String option, String name, String location) {
        assertThat(NamedFolder.parse(option, true)).isEqualTo(new NamedFolder(name, location, true));
    }
}
