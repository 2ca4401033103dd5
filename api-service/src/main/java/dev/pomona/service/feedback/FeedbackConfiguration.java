package dev.pomona.service.feedback;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Opens the store, where one is configured. */
@Configuration(proxyBeanMethods = false)
class FeedbackConfiguration {

    @Bean
    @ConditionalOnExpression("!'${pomona.feedback.location:}'.isBlank()")
    FeedbackStore feedbackStore(FeedbackProperties properties, JsonMapper json) {
        Path folder = Path.of(String.valueOf(properties.location()));
        try {
            return new FolderFeedbackStore(folder, properties.maxSize(), json);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "pomona.feedback.location: feedback cannot be kept in the folder " + folder, e);
        }
    }
}
