package dev.pomona.service.catalogue;

import dev.pomona.service.web.Language;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The cards by id, and the kind and variety of each label. Immutable. */
public final class Catalogue {

    private final Map<String, Card> cards;
    private final Map<String, LabelEntry> labels;

    Catalogue(Collection<Card> cards, Map<String, LabelEntry> labels) {
        Map<String, Card> byId = new TreeMap<>();
        cards.forEach(card -> byId.put(card.id(), card));
        this.cards = Collections.unmodifiableMap(byId);
        this.labels = Map.copyOf(labels);
        this.labels.forEach((label, entry) -> {
            if (entry.fruit() != null && !byId.containsKey(entry.fruit())) {
                throw new IllegalArgumentException("label '%s' has no card '%s'".formatted(label, entry.fruit()));
            }
        });
    }

    /** Returns all fruits, by their id. */
    public List<Fruit> fruits(Language language) {
        return cards.values().stream().map(card -> card.in(language, null)).toList();
    }

    /** Returns the fruit of this id. */
    public Optional<Fruit> fruit(String id, Language language) {
        return Optional.ofNullable(cards.get(id)).map(card -> card.in(language, null));
    }

    /** Returns the fruit of a label; empty for labels without a card. */
    public Optional<Fruit> fruitOf(String label, Language language) {
        @Nullable LabelEntry entry = labels.get(label);
        if (entry == null || entry.fruit() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(cards.get(entry.fruit())).map(card -> card.in(language, entry.variety()));
    }

    /** Returns all labels with an entry, in alphabetical order. */
    public SortedSet<String> labels() {
        return new TreeSet<>(labels.keySet());
    }

    /** Returns the display name of a label, {@code Apple, Golden Delicious}; the label itself if it has no entry. */
    public String displayName(String label, Language language) {
        @Nullable LabelEntry entry = labels.get(label);
        if (entry != null && entry.name() != null) {
            return entry.name().in(language);
        }
        return fruitOf(label, language)
                .map(fruit -> fruit.variety() == null ? fruit.name() : fruit.name() + ", " + fruit.variety())
                .orElse(label);
    }

    /** Returns the display name of a label's kind, without variety; as {@link #displayName} if it has no card. */
    public String kindName(String label, Language language) {
        return fruitOf(label, language).map(Fruit::name).orElseGet(() -> displayName(label, language));
    }

    /** Returns a key of the kind of a label: equal for labels of one card; a label without a card is its own kind. */
    public String kindOf(String label) {
        @Nullable LabelEntry entry = labels.get(label);
        return entry == null || entry.fruit() == null ? "label/" + label : "card/" + entry.fruit();
    }

    /** Returns a key of the variety of a label: equal for labels of one card and one name of the variety. */
    public String varietyOf(String label) {
        @Nullable LabelEntry entry = labels.get(label);
        return entry == null || entry.variety() == null
                ? kindOf(label)
                : kindOf(label) + "/" + entry.variety().in(Language.EN);
    }
}
