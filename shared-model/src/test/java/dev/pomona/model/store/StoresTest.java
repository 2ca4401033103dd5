package dev.pomona.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoresTest {

    @ParameterizedTest
    @CsvSource({
        "/srv/index, folder /srv/index",
        "/srv/a:b, folder /srv/a:b",
        "file:/srv/index, folder /srv/index",
        "FILE:///srv/in dex/, folder /srv/in dex",
        "/srv/x/../index, folder /srv/index"
    })
    void aFolderIsNamedByItsPathOrFileUri(String location, String described) {
        assertThat(Stores.of(location).describe()).isEqualTo(described);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket/index", "S3A://bucket/index"})
    void s3IsRefusedByName(String location) {
        assertThatThrownBy(() -> Stores.of(location))
                .isInstanceOf(InvalidLocationException.class)
                .hasMessageContaining(location)
                .hasMessageContaining("S3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "hdfs://host/index", "https://host/index", "file://host/index", "file:index", "file:"})
    void anythingElseIsRefused(String location) {
        assertThatThrownBy(() -> Stores.of(location)).isInstanceOf(InvalidLocationException.class);
    }
}
