package dev.pomona.service.catalogue;

import dev.pomona.model.catalogue.InvalidCatalogueException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which line of the catalogue is wrong instead of a stack trace. Named in {@code META-INF/spring.factories}. */
final class CatalogueFailureAnalyzer extends AbstractFailureAnalyzer<InvalidCatalogueException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, InvalidCatalogueException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Correct the file, or pomona.catalogue.location; docs/catalogue.md describes the files.",
                cause);
    }
}
