package dev.pomona.service.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.RunningService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.services.s3.S3Client;

@RunningService
class WithoutS3IT {

    @Autowired
    private ConfigurableApplicationContext context;

    @Test
    void nothingOfAwsIsMadeForAServiceWithoutALocationInS3() {
        assertThat(context.getBeanNamesForType(S3Client.class))
                .as("there to be made")
                .isNotEmpty();
        assertThat(Stream.of(context.getBeanFactory().getSingletonNames())
                        .map(name -> context.getBeanFactory().getSingleton(name))
                        .map(bean -> bean.getClass().getName())
                        .filter(type -> type.startsWith("software.amazon.")))
                .isEmpty();
    }
}
