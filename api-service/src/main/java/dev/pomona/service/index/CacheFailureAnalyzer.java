package dev.pomona.service.index;

import dev.pomona.model.features.CacheNotWritableException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to name another cache folder. Named in {@code META-INF/spring.factories}. */
final class CacheFailureAnalyzer extends AbstractFailureAnalyzer<CacheNotWritableException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, CacheNotWritableException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Name a folder that can be written and has 700 MB free: by the environment variable POMONA_CACHE, or by"
                        + " pomona.model.cache and pomona.index.cache (docs/settings.md).",
                cause);
    }
}
