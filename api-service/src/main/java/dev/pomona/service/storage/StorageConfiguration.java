package dev.pomona.service.storage;

import dev.pomona.model.store.BucketLocation;
import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.Stores;
import dev.pomona.model.store.s3.S3Store;
import io.awspring.cloud.autoconfigure.s3.S3ClientCustomizer;
import io.awspring.cloud.s3.S3ProtocolResolver;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Opens stores. The client of S3 is that of Spring Cloud AWS, configured by {@code spring.cloud.aws.*} and the SDK's standard
 * environment; it is made when the first location in S3 is opened.
 */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    private static final String AWS_BEANS = "io.awspring.";

    @Bean
    Stores stores(ObjectProvider<S3Client> client) {
        return new Stores(location -> open(client, location));
    }

    private static ObjectStore open(ObjectProvider<S3Client> client, BucketLocation location) {
        try {
            return new S3Store(client.getObject(), location);
        } catch (BeansException e) { // no region or an unusable endpoint, above all
            throw new InvalidLocationException("no client for %s: %s"
                    .formatted(
                            location,
                            NestedExceptionUtils.getMostSpecificCause(e).getMessage()));
        }
    }

    @Bean
    S3ClientCustomizer timeouts(Environment environment) {
        return new S3ClientSettings(environment);
    }

    /**
     * Makes the beans of Spring Cloud AWS lazy: a service without S3 must look for no region, credentials or instance metadata.
     * Its resolver of {@code s3:} resources goes, which would make the client for any resource. Not a condition on the
     * location, as an AOT build evaluates those at build time.
     */
    @Bean
    static BeanDefinitionRegistryPostProcessor awsOnDemand() {
        return StorageConfiguration::makeAwsLazy;
    }

    private static void makeAwsLazy(BeanDefinitionRegistry registry) {
        for (String name : registry.getBeanDefinitionNames()) {
            BeanDefinition definition = registry.getBeanDefinition(name);
            String type = String.valueOf(definition.getBeanClassName());
            if (type.equals(S3ProtocolResolver.class.getName())) {
                registry.removeBeanDefinition(name);
            } else if ((definition.getFactoryBeanName() + type).contains(AWS_BEANS)) {
                definition.setLazyInit(true);
            }
        }
    }
}
