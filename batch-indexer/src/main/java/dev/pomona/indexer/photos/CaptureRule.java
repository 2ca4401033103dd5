package dev.pomona.indexer.photos;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells which photos were taken together: those for whose names the groups of a regular expression match the same text.
 * Without an expression, or where it does not match, each photo stands alone.
 */
final class CaptureRule implements Serializable {

    private static final long serialVersionUID = 1L;

    private final @Nullable Pattern pattern;

    /** @throws java.util.regex.PatternSyntaxException (an IllegalArgumentException) if it is no regular expression */
    CaptureRule(@Nullable String expression) {
        this.pattern = expression == null ? null : Pattern.compile(expression);
    }

    String captureOf(String photo) {
        if (pattern == null) {
            return photo;
        }
        Matcher matcher = pattern.matcher(photo);
        if (!matcher.find()) {
            return photo;
        }
        List<String> groups = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            groups.add(String.valueOf(matcher.group(i)));
        }
        return String.join("|", groups);
    }
}
