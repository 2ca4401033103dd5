package dev.pomona.model.catalogue;

import dev.pomona.model.catalogue.LabelWords.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the name of a kind among the words of a label that nobody foresaw. The longest name wins, then a vegetable (cherry
 * tomato, lemon cucumber), then the head of the phrase: the first in French, the last in English.
 */
record KindMatcher(KindNames names) {

    private static final Set<String> NEGATIONS = Set.of("no", "not", "non", "pas");

    /** Words around a name that say nothing of its variety. */
    private static final Set<String> FILLERS = Set.of(
            "a",
            "an",
            "the",
            "of",
            "le",
            "la",
            "les",
            "l",
            "un",
            "une",
            "des",
            "de",
            "d",
            "du",
            "fruit",
            "fruits",
            "vegetable",
            "vegetables",
            "legume",
            "legumes",
            "photo",
            "photos",
            "image",
            "images",
            "picture",
            "pictures",
            "my",
            "our",
            "mon",
            "ma",
            "mes",
            "nos");

    /** A colour before it is a fruit. */
    private static final String COLOUR = "orange";

    /**
     * A label's kind.
     *
     * @param rest what remains of the label, as it is written; empty if nothing does
     * @param restKey the same, as a key of {@link KindNames#key}
     */
    record Match(Card card, String rest, String restKey) {}

    private record Found(int from, int to, KindNames.Name name) {

        int length() {
            return to - from;
        }

        boolean overlaps(Found other) {
            return from < other.to && other.from < to;
        }
    }

    /** Returns the kind that a label names; null if it names none, several, or something made of one. */
    @Nullable
    Match match(LabelWords label) {
        List<Word> words = label.words();
        List<Found> found = found(words);
        @Nullable Found best = best(found);
        if (best == null
                || best.name().card() == null
                || areSeveral(found, words)
                || NEGATIONS.contains(words.get(0).plain())) {
            return null;
        }
        List<Word> rest = rest(words, found, best);
        if (namesOtherThing(rest)
                || (!rest.isEmpty()
                        && (rest.get(0).joins() || rest.get(rest.size() - 1).joins()))) {
            return null;
        }
        return new Match(best.name().card(), label.textOf(rest), names.key(rest));
    }

    /** Names that no longer one overlaps, in the order of the label. */
    private List<Found> found(List<Word> words) {
        List<Found> found = new ArrayList<>();
        for (int length = Math.min(KindNames.MOST_WORDS, words.size()); length > 0; length--) {
            for (int from = 0; from + length <= words.size(); from++) {
                KindNames.@Nullable Name name = names.named(words.subList(from, from + length));
                if (name != null) {
                    Found next = new Found(from, from + length, name);
                    if (found.stream().noneMatch(next::overlaps)) {
                        found.add(next);
                    }
                }
            }
        }
        return found;
    }

    private static @Nullable Found best(List<Found> found) {
        int longest = found.stream().mapToInt(Found::length).max().orElse(0);
        List<Found> best =
                found.stream().filter(name -> name.length() == longest).toList();
        best = preferring(best, name -> name.name().card() == null);
        best = preferring(
                best, name -> name.name().card() != null && name.name().card().group() == Card.Group.VEGETABLE);
        best = preferring(
                best,
                name -> name.name().card() != null && !name.name().card().id().equals(COLOUR));
        if (best.isEmpty()) {
            return null;
        }
        boolean french = best.stream().anyMatch(name -> name.name().french());
        return best.get(french ? 0 : best.size() - 1);
    }

    private static List<Found> preferring(List<Found> found, Predicate<Found> preferred) {
        List<Found> some = found.stream().filter(preferred).toList();
        return some.isEmpty() ? found : some;
    }

    /** Apples and pears. */
    private static boolean areSeveral(List<Found> found, List<Word> words) {
        for (Found one : found) {
            for (Found other : found) {
                if (one.to() <= other.from()
                        && !one.name().isSameKindAs(other.name())
                        && words.subList(one.to(), other.from()).stream().anyMatch(Word::joins)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Words without the name, other names of the same kind, numbers at the end, and fillers at both ends. */
    private static List<Word> rest(List<Word> words, List<Found> found, Found best) {
        List<Word> rest = new ArrayList<>(words);
        List<Word> names = found.stream()
                .filter(name -> name.name().isSameKindAs(best.name()))
                .flatMap(name -> words.subList(name.from(), name.to()).stream())
                .toList();
        rest.removeAll(names);
        if (rest.stream().allMatch(word -> word.isNumber() || FILLERS.contains(word.plain()))) {
            return List.of();
        }
        while (rest.get(rest.size() - 1).isNumber()
                || FILLERS.contains(rest.get(rest.size() - 1).plain())) {
            rest.remove(rest.size() - 1);
        }
        // Behind the name they belong to the variety: pêche de vigne.
        int name = words.get(best.from()).start();
        while (rest.get(0).start() < name && FILLERS.contains(rest.get(0).plain())) {
            rest.remove(0);
        }
        return rest;
    }

    /** Apple juice, an apple tree; but not {@code pomme à cidre}. */
    private boolean namesOtherThing(List<Word> rest) {
        for (int i = 0; i < rest.size(); i++) {
            boolean isUse = i > 0 && rest.get(i - 1).plain().equals("a");
            if (names.isOfOtherThings(rest.get(i)) && !isUse) {
                return true;
            }
        }
        return false;
    }
}
