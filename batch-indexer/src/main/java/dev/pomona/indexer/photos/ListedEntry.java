package dev.pomona.indexer.photos;

import java.io.Serializable;

/**
 * What a folder contains.
 *
 * @param path qualified path, not escaped
 * @param uri the same as a URI, escaped
 * @param length bytes of a file; {@link #UNREADABLE} for a folder that could not be listed
 * @param folder whether it is a folder to list in turn
 */
record ListedEntry(String path, String uri, long length, boolean folder) implements Serializable {

    static final long UNREADABLE = -1;
}
