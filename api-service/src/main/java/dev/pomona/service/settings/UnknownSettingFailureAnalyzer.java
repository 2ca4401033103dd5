package dev.pomona.service.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong in a few lines instead of a stack trace. Named in {@code META-INF/spring.factories}. */
final class UnknownSettingFailureAnalyzer extends AbstractFailureAnalyzer<UnknownSettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnknownSettingException cause) {
        return new FailureAnalysis(
                cause.getMessage(), "Correct or remove the setting; docs/settings.md lists all of them.", cause);
    }
}
