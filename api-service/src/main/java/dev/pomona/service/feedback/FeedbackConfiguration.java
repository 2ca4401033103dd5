package dev.pomona.service.feedback;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Opens the store, where one is configured. */
@Configuration(proxyBeanMethods = false)
class FeedbackConfiguration {

    /** None where no folder is configured. Not a condition: those are decided when the service is built. */
    @Bean
    @Nullable
    FeedbackStore feedbackStore(FeedbackProperties properties, JsonMapper json) {
        if (properties.location() == null || properties.location().isBlank()) {
            return null;
        }
        Path folder = Path.of(properties.location());
        try {
            return new FolderFeedbackStore(folder, properties.maxSize(), json);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "pomona.feedback.location: feedback cannot be kept in the folder " + folder, e);
        }
    }
}
