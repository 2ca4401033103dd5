package dev.pomona.service.recognition;

import dev.pomona.model.photo.View;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pomona.recognition.*}.
 *
 * @param views views of a photo that are searched for: 1 is as right as 4 with the bundled index, in half the time
 */
@ConfigurationProperties("pomona.recognition")
record RecognitionProperties(@DefaultValue("1") int views) {

    /** Rejects a number of views that does not exist, at start. */
    RecognitionProperties {
        View.of(views);
    }
}
