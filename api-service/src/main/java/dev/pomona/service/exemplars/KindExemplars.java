package dev.pomona.service.exemplars;

import dev.pomona.model.index.CurrentVersion;
import dev.pomona.service.catalogue.Catalogue;
import dev.pomona.service.catalogue.FruitExemplar;
import dev.pomona.service.catalogue.FruitExemplars;
import dev.pomona.service.index.Exemplars;
import dev.pomona.service.index.IndexRefresher;
import dev.pomona.service.index.ServedIndex;
import dev.pomona.service.web.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The exemplars of the served index by card: those of all labels of a kind. Thread-safe. */
@Component
class KindExemplars implements FruitExemplars {

    private final IndexRefresher refresher;
    private final Catalogue catalogue;

    /** Grouped once for each index. */
    private volatile @Nullable Grouped grouped;

    private record Grouped(CurrentVersion version, Map<String, List<FruitExemplar>> byCard) {}

    KindExemplars(IndexRefresher refresher, Catalogue catalogue) {
        this.refresher = refresher;
        this.catalogue = catalogue;
    }

    @Override
    public List<FruitExemplar> of(String card) {
        return refresher
                .served()
                .map(index -> grouped(index).byCard().getOrDefault(card, List.of()))
                .orElse(List.of());
    }

    private Grouped grouped(ServedIndex index) {
        Grouped known = grouped;
        if (known != null && known.version().equals(index.version())) {
            return known;
        }
        Grouped made = new Grouped(index.version(), byCard(index.exemplars()));
        grouped = made;
        return made;
    }

    private Map<String, List<FruitExemplar>> byCard(Exemplars exemplars) {
        Map<String, List<FruitExemplar>> byCard = new HashMap<>();
        for (String label : exemplars.labels()) {
            catalogue
                    .fruitOf(label, Language.EN)
                    .ifPresent(fruit -> exemplars
                            .of(label)
                            .forEach(path -> byCard.computeIfAbsent(fruit.id(), same -> new ArrayList<>())
                                    .add(new FruitExemplar(label, path))));
        }
        return byCard;
    }
}
