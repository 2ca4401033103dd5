package dev.pomona.service.storage;

import dev.pomona.model.store.Stores;
import org.springframework.core.env.ConfigurableEnvironment;

/** Opens stores before Spring has created the beans of the service; to be closed after use. */
public final class EarlyStores implements AutoCloseable {

    private final AwsBuckets buckets;

    /** @param environment has {@code spring.cloud.aws.*} and the variables of the process */
    public EarlyStores(ConfigurableEnvironment environment) {
        this.buckets = new AwsBuckets(environment);
    }

    /** Returns the stores. */
    public Stores stores() {
        return new Stores(buckets);
    }

    @Override
    public void close() {
        buckets.close();
    }
}
