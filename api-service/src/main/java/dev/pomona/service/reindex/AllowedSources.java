package dev.pomona.service.reindex;

import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.Stores;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The locations that operators may index: an allow-list, as the indexer reads with rights of its own. */
final class AllowedSources {

    /** As in the indexer's option: a name has no slash and no colon. */
    private static final Pattern NAMED = Pattern.compile("([^=/:\\\\]+)=(.+)");

    private static final Pattern FILE_URI = Pattern.compile("(?i)file:/*(/.*)");

    private final List<String> allowed;

    AllowedSources(List<String> allowed) {
        this.allowed = allowed.stream().map(AllowedSources::normal).toList();
    }

    /** Returns the location of {@code NAME=LOCATION}. */
    static String withoutName(String source) {
        Matcher named = NAMED.matcher(source);
        return named.matches() ? named.group(2) : source;
    }

    /**
     * Checks a source.
     *
     * @param field where the request names it
     * @throws ProblemException {@link Problem#INVALID_FIELD} if it is no location, {@link Problem#SOURCE_NOT_ALLOWED} if it is
     *     neither listed nor below a listed one
     */
    void require(String field, String source) {
        String location = withoutName(source);
        try {
            Stores.requireValid(location);
        } catch (InvalidLocationException e) {
            throw new ProblemException(
                    Problem.INVALID_FIELD, field + ": " + e.getMessage() + ".", Map.of("field", field));
        }
        String normal = normal(location);
        if (allowed.stream().noneMatch(each -> normal.equals(each) || normal.startsWith(each + "/"))) {
            throw new ProblemException(
                    Problem.SOURCE_NOT_ALLOWED,
                    "%s: '%s' is not below a location of pomona.reindex.sources.".formatted(field, location),
                    Map.of("field", field));
        }
    }

    /** Without a slash at its end, and a folder without {@code ..}; a bucket has no such segments. */
    private static String normal(String location) {
        String plain = FILE_URI.matcher(location).replaceFirst("$1");
        String path = plain.contains("://")
                ? plain.replaceFirst("(?i)^s3a?://", "s3://")
                : Path.of(plain).toAbsolutePath().normalize().toString();
        return path.replaceFirst("/+$", "");
    }
}
