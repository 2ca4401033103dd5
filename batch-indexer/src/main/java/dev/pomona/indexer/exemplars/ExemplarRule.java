package dev.pomona.indexer.exemplars;

import dev.pomona.indexer.photos.PathFilter;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/** Rule that tells which photos may be shown: everybody who uses a service sees its exemplars. */
public final class ExemplarRule implements Serializable {

    private static final long serialVersionUID = 1L;

    private final boolean all;
    private final Set<String> sources;
    private final List<String> globs;
    private final PathFilter filter;

    private ExemplarRule(boolean all, Set<String> sources, List<String> globs) {
        this.all = all;
        this.sources = Set.copyOf(sources);
        this.globs = List.copyOf(globs);
        this.filter = new PathFilter(globs, List.of());
    }

    /** Returns the rule that any photo may be shown. */
    public static ExemplarRule any() {
        return new ExemplarRule(true, Set.of(), List.of());
    }

    /**
     * Returns the rule that photos of some sources may be shown.
     *
     * @param sources qualified paths of folders, all photos of which may be shown
     * @param globs over names of photos that may be shown
     */
    public static ExemplarRule of(Set<String> sources, List<String> globs) {
        return new ExemplarRule(false, sources, globs);
    }

    /**
     * Returns whether a photo may be shown.
     *
     * @param source path of the folder that it was listed below
     * @param photo its name in the index
     */
    boolean allows(String source, String photo) {
        return all || sources.contains(source) || (!globs.isEmpty() && filter.takes(photo));
    }
}
