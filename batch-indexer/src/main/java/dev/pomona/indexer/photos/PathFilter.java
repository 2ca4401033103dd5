package dev.pomona.indexer.photos;

import java.io.Serializable;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Chooses photos by globs over their names ({@code *}, {@code **}, {@code ?}, {@code {a,b}}, as of {@link
 * java.nio.file.FileSystem#getPathMatcher}).
 */
public final class PathFilter implements Serializable {

    /** Takes everything. */
    public static final PathFilter ALL = new PathFilter(List.of(), List.of());

    private static final long serialVersionUID = 1L;
    private static final boolean IN_UNICODE =
            System.getProperty("sun.jnu.encoding", "").startsWith("UTF-");

    private final List<String> include;
    private final List<String> exclude;

    /** Compiled on each machine: matchers cannot be sent. */
    private transient @Nullable List<PathMatcher> included;

    private transient @Nullable List<PathMatcher> excluded;

    /**
     * @param include a photo must match one of these; empty for all
     * @param exclude a photo must match none of these
     * @throws IllegalArgumentException if one is no glob
     */
    public PathFilter(List<String> include, List<String> exclude) {
        this.include = List.copyOf(include);
        this.exclude = List.copyOf(exclude);
        compiled(this.include); // a glob that is none must fail here, not on an executor
        compiled(this.exclude);
    }

    /** Returns whether a photo of this name is taken. */
    public boolean takes(String photo) {
        if (included == null || excluded == null) {
            included = compiled(include);
            excluded = compiled(exclude);
        }
        if (included.isEmpty() && excluded.isEmpty()) {
            return true;
        }
        Path path = pathOf(photo);
        return (included.isEmpty() || included.stream().anyMatch(glob -> glob.matches(path)))
                && excluded.stream().noneMatch(glob -> glob.matches(path));
    }

    /** Returns whether photos below a folder of this name may be taken; for folders that could not be listed. */
    public boolean mayTakeBelow(String folder) {
        PathFilter all = new PathFilter(List.of(), exclude);
        return all.takes(folder) && all.takes(folder + "/photo");
    }

    /** Replaces characters that the system's encoding lacks by question marks, which {@code *} matches. */
    private static Path pathOf(String photo) {
        return Path.of(IN_UNICODE ? photo : photo.replaceAll("[^\\x01-\\x7f]", "?"));
    }

    private static List<PathMatcher> compiled(List<String> globs) {
        return globs.stream().map(PathFilter::matcher).toList();
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'%s' is no glob: %s".formatted(glob, e.getDescription()), e);
        }
    }
}
