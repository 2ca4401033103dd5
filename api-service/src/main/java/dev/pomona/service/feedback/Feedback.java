package dev.pomona.service.feedback;

import dev.pomona.model.catalogue.Spelling;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The label that a user gives to a photo.
 *
 * @param label the right label; null when it is not a fruit
 */
record Feedback(@Nullable String label) {

    /**
     * Letters and digits of any script, and between them what names of fruits have. A label becomes the name of a
     * folder: no slash, no leading dot, no control character, nothing that ends in a dot or space, and no name that is a
     * device on Windows, where such a folder cannot be made nor unpacked.
     */
    private static final Pattern LABEL = Pattern.compile("(?!(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\.|$))"
            + "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} .,'’()&+_-]{0,62}[\\p{L}\\p{M}\\p{N})])?");

    private static final int LONGEST_BYTES = 200;

    private static final String NOT_A_FRUIT = Spelling.key("not a fruit");

    /**
     * Parses a label. "Not a fruit", in any spelling, is no label.
     *
     * @throws ProblemException unless it is either a sound label or "not a fruit"
     */
    static Feedback of(@Nullable String label, boolean notAFruit) {
        if (label != null && Spelling.key(label).equals(NOT_A_FRUIT)) {
            return new Feedback(null);
        }
        if (notAFruit == (label != null)) {
            throw new ProblemException(Problem.INVALID_REQUEST, "Feedback has either a 'label' or 'notAFruit': true.");
        }
        return new Feedback(label == null ? null : sound(label));
    }

    /**
     * Returns this feedback with the known label that it means: the first that differs only in {@linkplain Spelling#key spelling},
     * else the only one of the index that has this name, or if none has, the only one of the catalogue.
     *
     * @param names returns the display names of a label
     */
    Feedback inTermsOf(List<String> index, Collection<String> catalogue, Function<String, Stream<String>> names) {
        if (label == null || index.contains(label) || catalogue.contains(label)) {
            return this;
        }
        String key = Spelling.key(label);
        Predicate<String> alike = other -> Spelling.key(other).equals(key);
        Optional<String> spelt =
                Stream.concat(index.stream(), catalogue.stream()).filter(alike).findFirst();
        if (spelt.isPresent()) {
            return new Feedback(spelt.get());
        }
        Predicate<String> named = other -> names.apply(other).anyMatch(alike);
        List<String> found = index.stream().filter(named).toList();
        if (found.isEmpty()) {
            found = catalogue.stream().filter(named).toList();
        }
        return found.size() == 1 ? new Feedback(found.get(0)) : this;
    }

    boolean notAFruit() {
        return label == null;
    }

    private static String sound(String label) {
        String normal = Spelling.visible(label);
        boolean printable = label.strip().chars().noneMatch(Character::isISOControl);
        if (!printable
                || !LABEL.matcher(normal).matches()
                || normal.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new ProblemException(
                    Problem.INVALID_LABEL,
                    "A label is a name of 1 to 64 letters, digits, spaces and hyphens, without slashes.");
        }
        return normal;
    }
}
