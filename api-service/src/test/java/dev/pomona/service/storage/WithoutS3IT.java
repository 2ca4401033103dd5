package dev.pomona.service.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.RunningService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;

@RunningService
class WithoutS3IT {

    @Autowired
    private ConfigurableApplicationContext context;

    @Autowired
    private AwsBuckets buckets;

    @Test
    void nothingOfAwsIsMadeForAServiceWithoutALocationInS3() {
        assertThat(buckets.isOpen()).isFalse();
        assertThat(Stream.of(context.getBeanDefinitionNames())
                        .map(context.getBeanFactory()::getMergedBeanDefinition)
                        .map(WithoutS3IT::origin)
                        .filter(type -> type.contains("awspring") || type.contains("awssdk")))
                .isEmpty();
    }

    private static String origin(BeanDefinition definition) {
        return definition.getBeanClassName() + " " + definition.getFactoryBeanName() + " "
                + definition.getResolvableType();
    }
}
