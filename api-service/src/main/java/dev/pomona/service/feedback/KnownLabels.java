package dev.pomona.service.feedback;

import dev.pomona.service.catalogue.Catalogue;
import dev.pomona.service.index.IndexRefresher;
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

    /** Labels of the index, then those of the catalogue. */
    Stream<String> all() {
        return Stream.concat(ofTheIndex(), catalogue.labels().stream());
    }
}
