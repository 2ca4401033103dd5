package dev.pomona.service.index;

import java.io.IOException;

/** Where the files of an index are read from. */
interface IndexSource {

    /**
     * All bytes of a file.
     *
     * @param path below the index root, separated by {@code /}
     * @throws IOException if there is no such file or it cannot be read
     */
    byte[] read(String path) throws IOException;

    /** What people call this place, for messages. */
    String describe();
}
