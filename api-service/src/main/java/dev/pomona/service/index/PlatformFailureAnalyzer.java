package dev.pomona.service.index;

import dev.pomona.model.features.UnsupportedPlatformException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how to build for another platform. Named in {@code META-INF/spring.factories}. */
final class PlatformFailureAnalyzer extends AbstractFailureAnalyzer<UnsupportedPlatformException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnsupportedPlatformException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Run it on linux-x86_64, macosx-arm64 or windows-x86_64, with a build for that platform: on such a machine,"
                        + " or with mvn package -Dtensorflow-native.platform=NAME.",
                cause);
    }
}
