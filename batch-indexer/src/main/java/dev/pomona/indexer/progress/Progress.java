package dev.pomona.indexer.progress;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/** Runs the stages of a job and reports where they stand. */
public interface Progress {

    /** Runs a stage whose length is not known. */
    <T> T stage(String name, Callable<T> work) throws Exception;

    /**
     * Runs a stage over photos.
     *
     * @param total number of photos
     * @param done returns how many are through at any moment
     */
    <T> T stage(String name, long total, LongSupplier done, Callable<T> work) throws Exception;

    /**
     * Reports how many photos cannot be used.
     *
     * @param count returns it at any moment
     */
    default void rejects(LongSupplier count) {}

    /** Reports a line to the operator. */
    void say(String line);

    /** Returns how long each finished stage took, in seconds, in the order they ran. */
    Map<String, Double> timings();
}
