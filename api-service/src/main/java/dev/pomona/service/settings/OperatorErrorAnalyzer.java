package dev.pomona.service.settings;

import dev.pomona.model.catalogue.InvalidCatalogueException;
import dev.pomona.model.features.CacheNotWritableException;
import dev.pomona.model.features.UnsupportedPlatformException;
import dev.pomona.model.store.InvalidLocationException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * Says what is wrong and how to mend it, instead of a stack trace, where a start ends by an operator's mistake. Named in {@code
 * META-INF/spring.factories}.
 */
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

    /** Returns nothing where Spring Boot itself names the setting. */
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        if (causes(failure).anyMatch(ConfigurationPropertiesBindException.class::isInstance)) {
            return null;
        }
        return causes(failure)
                .flatMap(cause ->
                        remedy(cause).map(remedy -> new FailureAnalysis(cause.getMessage(), remedy, cause)).stream())
                .findFirst()
                .orElse(null);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static Optional<String> remedy(Throwable cause) {
        return REMEDIES.entrySet().stream()
                .filter(remedy -> remedy.getKey().isInstance(cause))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
