package dev.pomona.service.feedback;

import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.Stores;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Opens the store of feedback, if one is configured. */
@Configuration(proxyBeanMethods = false)
class FeedbackConfiguration {

    private static final Logger log = LoggerFactory.getLogger(FeedbackConfiguration.class);

    private static final String PROBE = "probe";

    /** Null without a location. Not a condition, as an AOT build evaluates those at build time. */
    @Bean
    @Nullable
    FeedbackStore feedbackStore(FeedbackProperties properties, Stores stores, JsonMapper json) {
        String location = properties.location();
        if (location == null || location.isBlank()) {
            return null;
        }
        try {
            ObjectStore store = stores.ownerOnly(location);
            probe(store);
            StorageQuota quota = new StorageQuota(store, properties.maxSize().toBytes(), InstantSource.system());
            return new FeedbackStore(store, quota, json);
        } catch (StoreException | InvalidLocationException e) {
            throw new IllegalStateException(
                    "pomona.feedback.location: feedback cannot be stored: " + e.getMessage(), e);
        }
    }

    /** A store that is away at this moment hinders no start: it may be back when the first feedback comes. */
    private static void probe(ObjectStore store) throws StoreException {
        try {
            store.put(PROBE, new byte[0]);
            store.delete(PROBE);
        } catch (StoreException.Unavailable e) {
            log.warn("Feedback cannot be stored at present: {}", e.getMessage());
        }
    }
}
