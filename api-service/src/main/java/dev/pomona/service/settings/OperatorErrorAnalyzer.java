package dev.pomona.service.settings;

import dev.pomona.model.catalogue.InvalidCatalogueException;
import dev.pomona.model.features.CacheNotWritableException;
import dev.pomona.model.features.UnsupportedPlatformException;
import dev.pomona.model.store.InvalidLocationException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says what is wrong and how to mend it, instead of a stack trace, where a start ends by an operator's mistake. It comes before
 * Spring Boot's, and is named in {@code META-INF/spring.factories}.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OperatorErrorAnalyzer implements FailureAnalyzer {

    private static final Map<Class<? extends Exception>, String> REMEDIES = Map.of(
            UnknownSettingException.class,
            "Correct or remove the setting; docs/settings.md lists all of them.",
            InvalidCatalogueException.class,
            "Correct the file, or pomona.catalogue.location; docs/catalogue.md describes the files.",
            InvalidLocationException.class,
            "Correct pomona.index.location, pomona.catalogue.location or pomona.feedback.location. S3 needs a region"
                    + " (AWS_REGION) and credentials; docs/s3.md describes both.",
            CacheNotWritableException.class,
            "Name a folder that can be written and has 700 MB free: by the environment variable POMONA_CACHE, or by"
                    + " pomona.model.cache and pomona.index.cache (docs/settings.md).",
            UnsupportedPlatformException.class,
            "Run it on linux-x86_64, macosx-arm64 or windows-x86_64, with a build for that platform: on such a machine,"
                    + " or with mvn package -Dtensorflow-native.platform=NAME.");

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        Throwable above = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> remedy = remedy(cause);
            if (remedy.isPresent()) {
                return new FailureAnalysis(message(above, cause), remedy.get(), cause);
            }
            above = cause;
        }
        return null;
    }

    private static Optional<String> remedy(Throwable cause) {
        return REMEDIES.entrySet().stream()
                .filter(remedy -> remedy.getKey().isInstance(cause))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Returns the message of the error, with the name of the setting where the properties have put it before. */
    private static String message(Throwable above, Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        boolean named = above instanceof IllegalArgumentException
                && String.valueOf(above.getMessage()).endsWith(message);
        return named ? String.valueOf(above.getMessage()) : message;
    }
}
