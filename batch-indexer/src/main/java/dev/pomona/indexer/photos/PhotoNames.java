package dev.pomona.indexer.photos;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Names photos by their path below the folder that all sources have in common, so that names stay short, say nothing
 * about the machine, and photos of two sources never collide.
 */
final class PhotoNames implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int prefix;

    private PhotoNames(int prefix) {
        this.prefix = prefix;
    }

    /** @param folders qualified paths, at least one */
    static PhotoNames below(List<String> folders) {
        List<String> common = new ArrayList<>(List.of(folders.get(0).split("/", -1)));
        for (String folder : folders) {
            String[] parts = folder.split("/", -1);
            int same = 0;
            while (same < Math.min(common.size(), parts.length)
                    && common.get(same).equals(parts[same])) {
                same++;
            }
            common.subList(same, common.size()).clear();
        }
        return new PhotoNames(String.join("/", common).length() + 1);
    }

    /** The name of the photo at a path. */
    String name(String path) {
        return path.substring(Math.min(prefix, path.length()));
    }
}
