package dev.pomona.indexer.photos;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Rule that groups photos taken together: those in whose names the groups of a regular expression match the same text.
 * Without an expression, or where it does not match, each photo is a group of its own.
 */
public final class GroupRule implements Serializable {

    private static final long serialVersionUID = 1L;

    private final @Nullable Pattern pattern;

    /**
     * @param expression a regular expression; null where each photo is a group of its own
     * @throws IllegalArgumentException if it is none, or has no group: all photos would then count as taken together
     */
    public GroupRule(@Nullable String expression) {
        this.pattern = expression == null ? null : compiled(expression);
    }

    private static Pattern compiled(String expression) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "photos are not grouped by '%s': %s".formatted(expression, e.getDescription()), e);
        }
        if (pattern.matcher("").groupCount() == 0) {
            throw new IllegalArgumentException(
                    "photos are not grouped by '%s': it has no group in brackets".formatted(expression));
        }
        return pattern;
    }

    String groupOf(String photo) {
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
