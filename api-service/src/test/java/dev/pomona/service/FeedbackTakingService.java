package dev.pomona.service;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;

/** A test against the whole service, as {@link RunningService}, that takes feedback and keeps it below target/. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "pomona.index.location=",
            "pomona.recognition.rate-limit.requests-per-minute=0",
            "pomona.feedback.location=" + FeedbackTakingService.FOLDER
        })
@ExtendWith(IndexIsLoaded.class)
public @interface FeedbackTakingService {

    String FOLDER = "target/feedback";

    /** Where it keeps the feedback. */
    Path KEPT = Path.of(FOLDER);
}
