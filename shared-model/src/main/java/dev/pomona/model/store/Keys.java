package dev.pomona.model.store;

import java.util.regex.Pattern;

/**
 * The form of keys: segments separated by {@code /}. A segment is not empty, does not begin with a dot (that excludes
 * {@code ..}, and leaves hidden names to the stores) and has neither backslashes nor control characters.
 */
public final class Keys {

    private static final String SEGMENT = "[^./\\\\\\p{Cntrl}][^/\\\\\\p{Cntrl}]*";
    private static final Pattern KEY = Pattern.compile(SEGMENT + "(/" + SEGMENT + ")*");
    private static final Pattern PREFIX = Pattern.compile("(" + SEGMENT + "/)*");

    private Keys() {}

    /**
     * Returns the key.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static String requireValid(String key) {
        if (!isValid(key)) {
            throw new IllegalArgumentException("'" + key + "' is not a valid key");
        }
        return key;
    }

    /** Returns whether a key has this form; a bucket may hold others, which no store lists. */
    public static boolean isValid(String key) {
        return KEY.matcher(key).matches();
    }

    /**
     * Returns the prefix: empty, or whole segments with a {@code /} after each.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static String requirePrefix(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("'" + prefix + "' is not a prefix of whole segments");
        }
        return prefix;
    }
}
