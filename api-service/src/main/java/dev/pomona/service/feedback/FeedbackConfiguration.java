package dev.pomona.service.feedback;

import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Opens the store of feedback, if one is configured. */
@Configuration(proxyBeanMethods = false)
class FeedbackConfiguration {

    private static final String PROBE = "probe";

    /** Null without a location. Not a condition, as an AOT build evaluates those at build time. */
    @Bean
    @Nullable
    FeedbackStore feedbackStore(FeedbackProperties properties, JsonMapper json) {
        ObjectStore store = properties.store();
        if (store == null) {
            return null;
        }
        try {
            store.put(PROBE, new byte[0]);
            store.delete(PROBE);
            StorageQuota quota = new StorageQuota(store, properties.maxSize().toBytes(), InstantSource.system());
            return new FeedbackStore(store, quota, json);
        } catch (StoreException e) {
            throw new IllegalStateException(
                    "pomona.feedback.location: feedback cannot be stored in the " + store.describe(), e);
        }
    }
}
