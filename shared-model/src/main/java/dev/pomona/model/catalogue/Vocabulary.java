package dev.pomona.model.catalogue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Words that names consist of; brings a plural to the form in which the names use it. Filled, then only read. */
final class Vocabulary {

    /** Endings of English and French plurals, and what the singular has instead: potato before potatoe. */
    private static final List<Plural> PLURALS =
            List.of(new Plural("es", ""), new Plural("s", ""), new Plural("ies", "y"), new Plural("x", ""));

    private final Set<String> words = new HashSet<>();

    private record Plural(String ending, String singular) {

        Stream<String> singularOf(String word) {
            return word.length() > ending.length() + 1 && word.endsWith(ending)
                    ? Stream.of(word.substring(0, word.length() - ending.length()) + singular)
                    : Stream.empty();
        }
    }

    /** Adds the words of a name, and the name in one word: {@code passion fruit} is written {@code passionfruit} too. */
    void add(LabelWords name) {
        StringBuilder joined = new StringBuilder();
        for (LabelWords.Word word : name.words()) {
            add(word.plain());
            joined.append(word.plain());
        }
        add(joined.toString());
    }

    private void add(String word) {
        words.add(word);
        // Of a name that is given in the plural alone the singular is understood too.
        if (word.length() > 2 && word.endsWith("s")) {
            words.add(word.substring(0, word.length() - 1));
        }
    }

    /** Returns the key of some words: the same for singular and plural, written in one or in several words. */
    String key(List<LabelWords.Word> some) {
        StringBuilder key = new StringBuilder();
        some.forEach(word -> key.append(singular(word.plain())));
        return singular(key.toString());
    }

    /** Returns the singular if the names use it, else the word itself. */
    String singular(String word) {
        return PLURALS.stream()
                .flatMap(plural -> plural.singularOf(word))
                .filter(words::contains)
                .findFirst()
                .orElse(word);
    }
}
