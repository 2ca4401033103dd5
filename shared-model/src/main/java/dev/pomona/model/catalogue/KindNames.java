package dev.pomona.model.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names of the cards in both languages, and names of other things. Immutable. */
final class KindNames {

    private static final Pattern PARENTHESES = Pattern.compile("[()]");

    /** Words of the longest name there may be, written apart. */
    static final int MOST_WORDS = 6;

    private final Vocabulary vocabulary = new Vocabulary();
    private final Map<String, Name> names = new HashMap<>();
    private final Set<String> otherWords = new HashSet<>();

    /**
     * A name.
     *
     * @param card what it names; null for other things
     * @param french whether it is a name in French alone
     */
    record Name(@Nullable Card card, boolean french) {

        boolean isSameKindAs(Name other) {
            return card == null ? other.card == null : card.equals(other.card);
        }
    }

    /**
     * @param labels labels that are names too
     * @param varieties names of varieties, whose plurals are understood
     */
    KindNames(Collection<Card> cards, Map<String, Card> labels, Collection<String> varieties, OtherThings others) {
        Map<LabelWords, Name> all = new LinkedHashMap<>();
        others.names().forEach(name -> all.put(LabelWords.of(name), new Name(null, false)));
        for (Card card : cards) {
            french(card).forEach(name -> all.put(LabelWords.of(name), new Name(card, true)));
        }
        labels.forEach((label, card) -> all.put(LabelWords.of(label), new Name(card, false)));
        for (Card card : cards) {
            english(card).forEach(name -> all.put(LabelWords.of(name), new Name(card, false)));
        }
        all.keySet().forEach(vocabulary::add);
        varieties.forEach(variety -> vocabulary.add(LabelWords.of(variety)));
        others.words().forEach(word -> vocabulary.add(LabelWords.of(word)));
        all.forEach((words, name) -> names.merge(vocabulary.key(words.words()), name, KindNames::better));
        others.words().forEach(word -> otherWords.add(vocabulary.singular(word)));
    }

    /** Returns what some words name together; null if it is nothing. */
    @Nullable
    Name named(List<LabelWords.Word> words) {
        return names.get(vocabulary.key(words));
    }

    /** Returns whether a word is one of goods or parts of plants. */
    boolean isOfOtherThings(LabelWords.Word word) {
        return otherWords.contains(vocabulary.singular(word.plain()));
    }

    /** Returns a key of some words, the same for singular and plural. */
    String key(List<LabelWords.Word> words) {
        return vocabulary.key(words);
    }

    /** A card before other things, English before French (which else decides the order of words), the later one. */
    private static Name better(Name one, Name other) {
        if (one.card() == null || other.card() == null) {
            return other.card() == null ? one : other;
        }
        return other.french() && !one.french() ? one : other;
    }

    private static Stream<String> english(Card card) {
        List<String> names = new ArrayList<>(List.of(card.id()));
        names.addAll(List.of(PARENTHESES.split(card.name().en(), -1)));
        if (card.alsoCalled() != null) {
            names.addAll(card.alsoCalled().en());
        }
        return names.stream().filter(name -> !name.isBlank());
    }

    private static Stream<String> french(Card card) {
        List<String> names =
                new ArrayList<>(List.of(PARENTHESES.split(card.name().fr(), -1)));
        if (card.alsoCalled() != null) {
            names.addAll(card.alsoCalled().fr());
        }
        return names.stream().filter(name -> !name.isBlank());
    }
}
