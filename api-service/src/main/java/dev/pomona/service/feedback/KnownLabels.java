package dev.pomona.service.feedback;

import dev.pomona.service.catalogue.Catalogue;
import dev.pomona.service.index.IndexRefresher;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The labels that there are already, so that one fruit does not get a second one that differs in its spelling alone. */
@Component
class KnownLabels {

    private final IndexRefresher server;
    private final Catalogue catalogue;

    KnownLabels(IndexRefresher server, Catalogue catalogue) {
        this.server = server;
        this.catalogue = catalogue;
    }

    /** Those of the index that is being served; none before there is one. */
    Stream<String> ofTheIndex() {
        return server.served().stream()
                .map(model -> model.index().manifest().counts().labels().keySet())
                .flatMap(Collection::stream);
    }

    /** Those of the index, then those that have a card. */
    Stream<String> all() {
        return Stream.concat(ofTheIndex(), catalogue.labels().stream());
    }
}
