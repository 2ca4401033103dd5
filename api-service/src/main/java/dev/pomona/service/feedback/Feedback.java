package dev.pomona.service.feedback;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a person says that a photo shows.
 *
 * @param label the right label; null when it is not a fruit
 */
record Feedback(@Nullable String label) {

    /**
     * Letters and digits of any script, and between them what names of fruits have. A label becomes the name of a
     * folder: no slash, no leading dot, no control character, nothing that ends in a dot or space.
     */
    private static final Pattern LABEL =
            Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} .,'’()&+_-]{0,62}[\\p{L}\\p{M}\\p{N})])?");

    private static final int LONGEST_BYTES = 200;

    /**
     * Reads what was sent.
     *
     * @throws ProblemException unless it is either a sound label or "not a fruit"
     */
    static Feedback of(@Nullable String label, boolean notAFruit) {
        if (notAFruit == (label != null)) {
            throw new ProblemException(Problem.INVALID_REQUEST, "Feedback has either a 'label' or 'notAFruit': true.");
        }
        return new Feedback(label == null ? null : sound(label));
    }

    boolean notAFruit() {
        return label == null;
    }

    private static String sound(String label) {
        String normal = Normalizer.normalize(label.strip(), Normalizer.Form.NFC);
        if (!LABEL.matcher(normal).matches() || normal.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new ProblemException(
                    Problem.INVALID_LABEL,
                    "A label is a name of 1 to 64 letters, digits, spaces and hyphens, without slashes.");
        }
        return normal;
    }
}
