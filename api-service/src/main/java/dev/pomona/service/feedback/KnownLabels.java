package dev.pomona.service.feedback;

import dev.pomona.service.catalogue.Catalogue;
import dev.pomona.service.index.IndexRefresher;
import dev.pomona.service.web.Language;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Labels of the index and the catalogue, so that feedback does not add one that differs in spelling only. */
@Component
class KnownLabels {

    private final IndexRefresher refresher;
    private final Catalogue catalogue;

    KnownLabels(IndexRefresher refresher, Catalogue catalogue) {
        this.refresher = refresher;
        this.catalogue = catalogue;
    }

    /** Labels of the index in use; none before one is loaded. */
    Stream<String> ofTheIndex() {
        return refresher.served().stream()
                .map(index -> index.manifest().counts().labels().keySet())
                .flatMap(Collection::stream);
    }

    /** Returns feedback with the known label that it means. */
    Feedback inTerms(Feedback feedback) {
        return feedback.inTermsOf(ofTheIndex().toList(), catalogue.labels(), this::names);
    }

    private Stream<String> names(String label) {
        return Arrays.stream(Language.values()).map(language -> catalogue.displayName(label, language));
    }
}
