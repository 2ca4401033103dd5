package dev.pomona.service.storage;

import dev.pomona.model.store.Stores;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Opens stores in folders and in S3. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    @Bean
    AwsBuckets buckets(ConfigurableEnvironment environment) {
        return new AwsBuckets(environment);
    }

    @Bean
    Stores stores(AwsBuckets buckets) {
        return new Stores(buckets);
    }
}
