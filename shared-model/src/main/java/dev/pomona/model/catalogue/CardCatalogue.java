package dev.pomona.model.catalogue;

import dev.pomona.model.store.ObjectStore;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cards by id, and the card and variety of any label. An entry of {@code labels.json} decides, if one is spelt like the
 * label; else the label's words do, see {@link KindMatcher}. Thread-safe.
 */
public final class CardCatalogue {

    /** Labels whose kind is kept once found: more than any index has. */
    private static final int MOST_KEPT = 10_000;

    private final Map<String, Card> cards;
    private final Map<String, LabelEntry> labels;
    private final Map<String, LabelEntry> spellings = new HashMap<>();
    private final Map<String, Map<String, Text<String>>> varieties = new HashMap<>();
    private final KindNames names;
    private final KindMatcher matcher;
    private final ConcurrentMap<String, LabelEntry> found = new ConcurrentHashMap<>();

    /** @param labels of entries whose labels are spelt alike the first decides on other spellings */
    CardCatalogue(Collection<Card> cards, Map<String, LabelEntry> labels, OtherThings others) {
        Map<String, Card> byId = new TreeMap<>();
        cards.forEach(card -> byId.put(card.id(), card));
        this.cards = Collections.unmodifiableMap(byId);
        this.labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        this.names = new KindNames(cards, cardsOfPlainLabels(), varietyNames(), others);
        this.matcher = new KindMatcher(names);
        labels.forEach(this::learn);
    }

    /** Returns the catalogue of this library. It is read at the first call. */
    public static CardCatalogue bundled() {
        return Bundled.CATALOGUE;
    }

    /**
     * Returns the bundled catalogue with cards and labels of one's own on top: {@code labels.json} and {@code cards/*.json}.
     *
     * @throws InvalidCatalogueException if a file is wrong; the message is one line and names the file and its line
     */
    public static CardCatalogue with(ObjectStore own) {
        return CatalogueFiles.bundled().with(own).toCatalogue();
    }

    /** Returns all cards, by their id. */
    public Collection<Card> cards() {
        return cards.values();
    }

    /** Returns the card of this id. */
    public Optional<Card> card(String id) {
        return Optional.ofNullable(cards.get(id));
    }

    /** Returns the card of a label; empty for labels without one. */
    public Optional<Card> cardOf(String label) {
        return Optional.ofNullable(entryOf(label).fruit()).map(cards::get);
    }

    /** Returns the variety that a label names; empty if it names none or has no card. */
    public Optional<Text<String>> varietyNameOf(String label) {
        return Optional.ofNullable(entryOf(label).variety());
    }

    /** Returns the display name of a label, {@code Apple, Golden Delicious}; the label itself where nothing is known. */
    public Text<String> displayName(String label) {
        LabelEntry entry = entryOf(label);
        if (entry.name() != null) {
            return entry.name();
        }
        return cardOf(label)
                .map(Card::name)
                .map(name -> entry.variety() == null
                        ? name
                        : new Text<>(
                                name.en() + ", " + entry.variety().en(),
                                name.fr() + ", " + entry.variety().fr()))
                .orElseGet(() -> new Text<>(label, label));
    }

    /** Returns a key of the kind of a label: equal for labels of one card; a label without a card is its own kind. */
    public String kindOf(String label) {
        return cardOf(label).map(card -> "card/" + card.id()).orElse("label/" + label);
    }

    /** Returns a key of the variety of a label: equal for labels of one card and one name of the variety. */
    public String varietyOf(String label) {
        return varietyNameOf(label)
                .map(variety -> kindOf(label) + "/" + variety.en())
                .orElseGet(() -> kindOf(label));
    }

    /** Returns all labels with an entry of their own, in alphabetical order. */
    public SortedSet<String> labels() {
        return new TreeSet<>(labels.keySet());
    }

    private LabelEntry entryOf(String label) {
        @Nullable LabelEntry known = labels.get(label);
        if (known == null) {
            known = found.get(label);
        }
        if (known == null) {
            known = matched(label);
            if (found.size() < MOST_KEPT) {
                found.put(label, known);
            }
        }
        return known;
    }

    private LabelEntry matched(String label) {
        LabelWords words = LabelWords.of(label);
        @Nullable LabelEntry spelling = spellings.get(names.key(words.words()));
        if (spelling != null) {
            return spelling;
        }
        KindMatcher.@Nullable Match match = matcher.match(words);
        if (match == null) {
            return LabelEntry.NOTHING;
        }
        String rest = match.rest();
        return new LabelEntry(match.card().id(), rest.isEmpty() ? null : variety(match), null);
    }

    /** The variety as {@code labels.json} names it, else in the words of the label. */
    private Text<String> variety(KindMatcher.Match match) {
        return varieties
                .getOrDefault(match.card().id(), Map.of())
                .getOrDefault(match.restKey(), new Text<>(match.rest(), match.rest()));
    }

    /** Labels that name a kind in other words than its card, {@code Cocos}, and no variety. */
    private Map<String, Card> cardsOfPlainLabels() {
        Map<String, Card> plain = new TreeMap<>();
        labels.forEach((label, entry) -> {
            @Nullable Card card = entry.fruit() == null ? null : cards.get(entry.fruit());
            if (card != null && entry.variety() == null) {
                plain.put(label, card);
            }
        });
        return plain;
    }

    private List<String> varietyNames() {
        return labels.values().stream()
                .map(LabelEntry::variety)
                .filter(Objects::nonNull)
                .flatMap(variety -> Stream.of(variety.en(), variety.fr()))
                .toList();
    }

    private void learn(String label, LabelEntry entry) {
        LabelWords words = LabelWords.of(label);
        // All labels without words would have one spelling.
        if (!words.words().isEmpty()) {
            spellings.putIfAbsent(names.key(words.words()), entry);
        }
        @Nullable String fruit = entry.fruit();
        @Nullable Text<String> variety = entry.variety();
        if (fruit != null && variety != null) {
            Map<String, Text<String>> ofCard = varieties.computeIfAbsent(fruit, id -> new HashMap<>());
            ofCard.putIfAbsent(names.key(LabelWords.of(variety.en()).words()), variety);
            ofCard.putIfAbsent(names.key(LabelWords.of(variety.fr()).words()), variety);
            ofCard.putIfAbsent(names.key(words.words()), variety);
        }
    }

    /** Holder, so that only programs that ask read the files. */
    private static final class Bundled {

        static final CardCatalogue CATALOGUE = CatalogueFiles.bundled().toCatalogue();
    }
}
