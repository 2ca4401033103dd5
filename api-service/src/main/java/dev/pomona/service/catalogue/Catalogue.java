package dev.pomona.service.catalogue;

import dev.pomona.model.catalogue.Card;
import dev.pomona.model.catalogue.CardCatalogue;
import dev.pomona.service.web.Language;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The catalogue in the language of a request. Thread-safe. */
public final class Catalogue {

    private final CardCatalogue cards;

    Catalogue(CardCatalogue cards) {
        this.cards = cards;
    }

    /** Returns all fruits, by their id. */
    public List<Fruit> fruits(Language language) {
        return cards.cards().stream()
                .map(card -> Fruit.of(card, language, null))
                .toList();
    }

    /** Returns the fruit of this id. */
    public Optional<Fruit> fruit(String id, Language language) {
        return cards.card(id).map(card -> Fruit.of(card, language, null));
    }

    /** Returns the fruit of a label; empty for labels without a card. */
    public Optional<Fruit> fruitOf(String label, Language language) {
        return cards.cardOf(label)
                .map(card -> Fruit.of(
                        card,
                        language,
                        cards.varietyNameOf(label).map(language::of).orElse(null)));
    }

    /** Returns whether a label has a card. */
    public boolean hasCard(String label) {
        return cards.cardOf(label).isPresent();
    }

    /** Returns all labels with an entry of their own, in alphabetical order. */
    public SortedSet<String> labels() {
        return cards.labels();
    }

    /** Returns the display name of a label, {@code Apple, Golden Delicious}; the label itself where nothing is known. */
    public String displayName(String label, Language language) {
        return language.of(cards.displayName(label));
    }

    /** Returns the display name of a label's kind, without variety; as {@link #displayName} if it has no card. */
    public String kindName(String label, Language language) {
        return cards.cardOf(label).map(Card::name).map(language::of).orElseGet(() -> displayName(label, language));
    }

    /** Returns a key of the kind of a label: equal for labels of one card; a label without a card is its own kind. */
    public String kindOf(String label) {
        return cards.kindOf(label);
    }

    /** Returns a key of the variety of a label: equal for labels of one card and one name of the variety. */
    public String varietyOf(String label) {
        return cards.varietyOf(label);
    }
}
