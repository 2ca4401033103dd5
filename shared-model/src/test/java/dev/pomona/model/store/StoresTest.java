package dev.pomona.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.store.s3.S3Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

class StoresTest {

    private final Stores stores = new Stores(location -> new S3Store(mock(), location));

    /** A client that is never called. */
    private static S3Client mock() {
        return new S3Client() {
            @Override
            public String serviceName() {
                return "s3";
            }

            @Override
            public void close() {}
        };
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/index, folder /srv/index",
        "/srv/a:b, folder /srv/a:b",
        "file:/srv/index, folder /srv/index",
        "FILE:///srv/in dex/, folder /srv/in dex",
        "/srv/x/../index, folder /srv/index"
    })
    void aFolderIsNamedByItsPathOrFileUri(String location, String described) {
        assertThat(stores.of(location).describe()).isEqualTo(described);
    }

    @ParameterizedTest
    @CsvSource({
        "s3://bucket/index, s3://bucket/index",
        "s3://bucket, s3://bucket",
        "s3://bucket/, s3://bucket",
        "S3A://bu.cket-1/a/b c/, s3a://bu.cket-1/a/b c"
    })
    void aBucketIsNamedWithItsPrefix(String location, String described) {
        ObjectStore store = stores.of(location);
        assertThat(store.describe()).isEqualTo("bucket " + described);
        assertThat(store.uri("")).isEqualTo(described);
        assertThat(store.uri("versions/a/")).isEqualTo(described + "/versions/a");
        Stores.requireValid(location);
    }

    @Test
    void nothingOfS3IsLoadedForAFolder() {
        Stores folders = new Stores(location -> {
            throw new AssertionError("a bucket was opened for " + location);
        });
        assertThat(folders.of("/srv/index").describe()).isEqualTo("folder /srv/index");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:",
                "s3:/bucket/index",
                "s3://",
                "s3:///index",
                "s3://Bucket/index",
                "s3://b/index",
                "s3://bucket//index",
                "s3://bucket/../index",
                "s3://bucket/.hidden",
                "s3://host:9000/bucket",
                "s3n://bucket/a"
            })
    void aWrongNameInS3IsRefusedInOneLine(String location) {
        assertThatThrownBy(() -> stores.of(location))
                .isInstanceOf(InvalidLocationException.class)
                .hasMessageContaining(location)
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> Stores.requireValid(location)).isInstanceOf(InvalidLocationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "hdfs://host/index", "https://host/index", "file://host/index", "file:index", "file:"})
    void anythingElseIsRefused(String location) {
        assertThatThrownBy(() -> stores.of(location)).isInstanceOf(InvalidLocationException.class);
    }
}
