package dev.pomona.indexer.photos;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder below a source.
 *
 * @param source path of the source's folder
 * @param path qualified path, not escaped
 * @param uri the same as a URI, escaped
 * @param length bytes of a file
 * @param folder whether it is a folder
 * @param problem why it cannot be used; null where nothing is wrong as yet
 * @param detail the problem in words; null unless there is one
 */
record ListedEntry(
        String source,
        String path,
        String uri,
        long length,
        boolean folder,
        @Nullable FileProblem problem,
        @Nullable String detail)
        implements Serializable {

    /** Returns the folder of a source. */
    static ListedEntry source(String path, String uri) {
        return new ListedEntry(path, path, uri, 0, true, null, null);
    }

    /** Returns a file of the same source. */
    ListedEntry file(String filePath, String fileUri, long bytes) {
        return new ListedEntry(source, filePath, fileUri, bytes, false, null, null);
    }

    /** Returns a folder of the same source. */
    ListedEntry folder(String folderPath, String folderUri) {
        return new ListedEntry(source, folderPath, folderUri, 0, true, null, null);
    }

    /** Returns the same entry, found to be unusable. */
    ListedEntry unusable(FileProblem why, String inWords) {
        return new ListedEntry(source, path, uri, length, folder, why, inWords);
    }

    /** Returns the path below the source: it depends on no other source, and says nothing about the machine. */
    String name() {
        return path.substring(Math.min(path.length(), source.endsWith("/") ? source.length() : source.length() + 1));
    }

    /** Returns whether it is a folder to list in turn. */
    boolean leadsOn() {
        return folder && problem == null;
    }
}
