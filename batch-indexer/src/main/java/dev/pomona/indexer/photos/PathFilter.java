package dev.pomona.indexer.photos;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Chooses photos by globs over their names: {@code *}, {@code **}, {@code ?}, {@code [a-c]}, {@code {a,b}}. */
public final class PathFilter implements Serializable {

    /** Takes everything. */
    public static final PathFilter ALL = new PathFilter(List.of(), List.of());

    private static final long serialVersionUID = 1L;

    private final List<Pattern> included;
    private final List<Pattern> excluded;

    /**
     * @param include a photo must match one of these; empty for all
     * @param exclude a photo must match none of these
     * @throws IllegalArgumentException if one is no glob
     */
    public PathFilter(List<String> include, List<String> exclude) {
        this.included = compiled(include);
        this.excluded = compiled(exclude);
    }

    /** Returns whether a photo of this name is taken. */
    public boolean takes(String photo) {
        if (included.isEmpty() && excluded.isEmpty()) {
            return true;
        }
        String name = Glob.normal(photo);
        return (included.isEmpty() || matches(included, name)) && !matches(excluded, name);
    }

    private static boolean matches(List<Pattern> globs, String name) {
        return globs.stream().anyMatch(glob -> glob.matcher(name).matches());
    }

    /** Returns whether photos below a folder of this name may be taken; for folders that could not be listed. */
    public boolean mayTakeBelow(String folder) {
        return Stream.of(folder, folder + "/photo").map(Glob::normal).noneMatch(name -> matches(excluded, name));
    }

    private static List<Pattern> compiled(List<String> globs) {
        return globs.stream().map(Glob::compile).toList();
    }
}
