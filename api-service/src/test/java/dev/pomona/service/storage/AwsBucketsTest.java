package dev.pomona.service.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.Stores;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class AwsBucketsTest {

    private static final String LOCATION = "s3://bucket/prefix";

    private final MockEnvironment environment =
            new MockEnvironment().withProperty("spring.cloud.aws.region.static", "eu-west-1");

    @Test
    void theClientIsMadeWhenTheFirstBucketIsOpened() {
        try (AwsBuckets buckets = new AwsBuckets(environment)) {
            assertThat(buckets.isOpen()).isFalse();
            assertThat(new Stores(buckets).of(LOCATION).describe()).contains(LOCATION);
            assertThat(buckets.isOpen()).isTrue();
        }
    }

    @Test
    void anEndpointThatIsNoUriIsRefusedWithTheLocation() {
        environment.setProperty("spring.cloud.aws.s3.endpoint", "not a URI");
        try (AwsBuckets buckets = new AwsBuckets(environment)) {
            assertThatThrownBy(() -> new Stores(buckets).of(LOCATION))
                    .isInstanceOf(InvalidLocationException.class)
                    .hasMessageContaining("no client for " + LOCATION);
        }
    }
}
