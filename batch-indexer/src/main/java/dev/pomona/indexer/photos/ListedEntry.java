package dev.pomona.indexer.photos;

import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a folder contains.
 *
 * @param path qualified path, not escaped
 * @param uri the same as a URI, escaped
 * @param length bytes of a file
 * @param folder whether it is a folder
 * @param problem why it cannot be used; null where nothing is wrong as yet
 * @param detail the problem in words; null unless there is one
 */
record ListedEntry(
        String path,
        String uri,
        long length,
        boolean folder,
        @Nullable FileProblem problem,
        @Nullable String detail) implements Serializable {

    /** What Hadoop and Spark leave beside the files they write. */
    private static final Set<String> OF_PROGRAMS = Set.of("_SUCCESS", "_temporary");

    static ListedEntry file(String path, String uri, long length) {
        return new ListedEntry(path, uri, length, false, null, null);
    }

    static ListedEntry folder(String path, String uri) {
        return new ListedEntry(path, uri, 0, true, null, null);
    }

    /** The same, found to be of no use. */
    ListedEntry unusable(FileProblem why, String inWords) {
        return new ListedEntry(path, uri, length, folder, why, inWords);
    }

    /** Whether it is a folder to list in turn. */
    boolean leadsOn() {
        return folder && problem == null;
    }

    /** Whether files of this name are hidden, or are what programs leave behind for themselves: nobody's photos. */
    static boolean isHidden(String name) {
        return name.startsWith(".") || OF_PROGRAMS.contains(name);
    }
}
