package dev.pomona.indexer.parameters;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of photos of one source, with the name that reports give it.
 *
 * @param name the name; the location where none was given
 * @param location folder or bucket prefix
 * @param indexed whether its photos are indexed after the evaluation
 */
public record NamedFolder(String name, String location, boolean indexed) {

    /** A name has no slash and no colon, so that no location is taken for one. */
    private static final Pattern NAMED = Pattern.compile("([^=/:\\\\]+)=(.+)");

    /** Reads {@code NAME=LOCATION} or {@code LOCATION}. */
    public static NamedFolder parse(String option, boolean indexed) {
        Matcher named = NAMED.matcher(option);
        return named.matches()
                ? new NamedFolder(named.group(1), named.group(2), indexed)
                : new NamedFolder(option, option, indexed);
    }
}
