package dev.pomona.model.runs;

import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.TaggedContent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The right to build an index, which one run at a time holds: the object {@value #KEY}, taken and kept by conditional
 * writes on the tag of the last one. A run that has not renewed it for {@link #LIMIT} is taken for dead, and another may
 * take over; the run that was overtaken notices at its next renewal. Thread-safe.
 */
public final class RunSlot {

    public static final String KEY = RunLog.FOLDER + "active.json";

    /** How long a run that cannot renew the slot still holds it. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private final ObjectStore store;
    private final String run;
    private final Clock clock;
    private String tag;
    private boolean lost;

    private RunSlot(ObjectStore store, String run, Clock clock, String tag) {
        this.store = store;
        this.run = run;
        this.clock = clock;
        this.tag = tag;
    }

    /**
     * Takes the slot for a run.
     *
     * @return empty if another run holds it, or was faster
     */
    public static Optional<RunSlot> take(ObjectStore store, String run, Clock clock) throws StoreException {
        Instant now = clock.instant();
        return replace(store, content(run, now, false), holder -> !holder.isAlive(now) || holder.isReservedFor(run))
                .map(tag -> new RunSlot(store, run, clock, tag));
    }

    /**
     * Reserves the slot for a run that will begin somewhere else, where it {@linkplain #take takes} the slot under its id.
     *
     * @param until when the reservation ends if the run has not begun
     * @return whether it is reserved; false if another run holds the slot, or was faster
     */
    public static boolean reserve(ObjectStore store, String run, Instant until, Clock clock) throws StoreException {
        Instant now = clock.instant();
        byte[] content = IndexJson.write(new ActiveRun(run, now, false, RunProcess.NONE, until));
        return replace(store, content, holder -> !holder.isAlive(now)).isPresent();
    }

    /** Ends the reservation for a run that will not begin. Nothing is changed if it has begun, or another run holds the slot. */
    public static void cancelReservation(ObjectStore store, String run, Clock clock) throws StoreException {
        Optional<ActiveRun> last = last(store);
        if (last.isPresent() && last.get().isReservedFor(run)) {
            byte[] released = IndexJson.write(new ActiveRun(run, clock.instant(), true, RunProcess.NONE, null));
            replace(store, released, holder -> holder.isReservedFor(run));
        }
    }

    /** Writes the slot where its content allows it; content that nobody can read does. */
    private static Optional<String> replace(ObjectStore store, byte[] content, Predicate<ActiveRun> mayReplace)
            throws StoreException {
        @Nullable String expected = null;
        try {
            TaggedContent found = store.read(KEY);
            if (!parse(found.bytes()).map(mayReplace::test).orElse(true)) {
                return Optional.empty();
            }
            expected = found.tag();
        } catch (StoreException.NotFound e) {
            // the first run of this index
        }
        return store.putIf(KEY, content, expected);
    }

    /**
     * Returns the run that is at work on an index.
     *
     * @return empty if there is none
     */
    public static Optional<ActiveRun> holder(ObjectStore store, Clock clock) throws StoreException {
        return last(store).filter(last -> last.isAlive(clock.instant()));
    }

    /**
     * Returns the run that holds the slot or held it last.
     *
     * @return empty if there was none, or the content cannot be read
     */
    public static Optional<ActiveRun> last(ObjectStore store) throws StoreException {
        try {
            return parse(store.read(KEY).bytes());
        } catch (StoreException.NotFound e) {
            return Optional.empty();
        }
    }

    /** Content that nobody can read, and so nobody can renew, holds nothing. */
    private static Optional<ActiveRun> parse(byte[] content) {
        try {
            return Optional.of(IndexJson.read(content, ActiveRun.class));
        } catch (InvalidIndexException e) {
            return Optional.empty();
        }
    }

    /**
     * Renews the slot; to be called every few seconds, and right before anything is published.
     *
     * @return false if another run has taken it; this one must publish nothing and end
     * @throws StoreException if the store fails, so that it is not known whether the slot is still held
     */
    public boolean renew() throws StoreException {
        return write(false);
    }

    /** Leaves the slot to the next run. Nothing is changed where another run has taken it. */
    public void release() throws StoreException {
        write(true);
    }

    private synchronized boolean write(boolean released) throws StoreException {
        if (lost) {
            return false;
        }
        byte[] content = content(run, clock.instant(), released);
        Optional<String> written = store.putIf(KEY, content, tag);
        if (written.isEmpty()) {
            Optional<String> own = ownTag();
            written = own.isPresent() ? store.putIf(KEY, content, own.get()) : Optional.empty();
        }
        written.ifPresent(next -> tag = next);
        lost = written.isEmpty();
        return !lost;
    }

    /** Returns the tag of the slot if it is still this run that holds it: an earlier write arrived, its response did not. */
    private Optional<String> ownTag() throws StoreException {
        try {
            TaggedContent found = store.read(KEY);
            ActiveRun holder = IndexJson.read(found.bytes(), ActiveRun.class);
            boolean own = holder.run().equals(run) && holder.process().equals(RunProcess.current());
            return own ? Optional.of(found.tag()) : Optional.empty();
        } catch (StoreException.NotFound | InvalidIndexException e) {
            return Optional.empty();
        }
    }

    private static byte[] content(String run, Instant now, boolean released) {
        return IndexJson.write(new ActiveRun(run, now, released, RunProcess.current(), null));
    }
}
