package dev.pomona.indexer.photos;

import java.io.Serializable;
import org.apache.spark.util.LongAccumulator;

/**
 * What a listing leaves out by the names of files and folders, and how many files that are.
 *
 * @param count of the files of all tasks
 */
record LeftOut(DefaultExcludes names, LongAccumulator count) implements Serializable {

    /** Returns whether an entry of this name is left out. */
    boolean has(String name) {
        return names.leavesOut(name);
    }

    void add(long more) {
        count.add(more);
    }
}
