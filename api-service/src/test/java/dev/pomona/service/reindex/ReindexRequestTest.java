package dev.pomona.service.reindex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReindexRequestTest {

    private static final String RUN = "20260101T000000Z-00000001";

    @Test
    void aRunGetsTheNetworkOfTheService() {
        assertThat(ReindexRequest.EMPTY.toArguments("s3://bucket/index", "s3://bucket/network", RUN))
                .containsExactly(
                        "index", "--index=s3://bucket/index", "--run-id=" + RUN, "--backbone=s3://bucket/network");
    }

    @Test
    void aRunOfAServiceWithTheBundledNetworkNamesNone() {
        assertThat(ReindexRequest.EMPTY.toArguments("s3://bucket/index", null, RUN))
                .containsExactly("index", "--index=s3://bucket/index", "--run-id=" + RUN);
    }
}
