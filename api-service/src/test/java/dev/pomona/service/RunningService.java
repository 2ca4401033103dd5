package dev.pomona.service;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * A test against the whole service with the index it comes with. All such tests share one, which answers from the first
 * test on.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "pomona.index.location=",
            "pomona.security.operator.password=" + Client.OPERATOR_PASSWORD,
            "pomona.recognition.rate-limit.requests-per-minute=0"
        })
@ExtendWith(IndexIsLoaded.class)
public @interface RunningService {}
