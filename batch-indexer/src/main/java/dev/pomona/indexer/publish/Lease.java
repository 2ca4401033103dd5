package dev.pomona.indexer.publish;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock for object stores: an object with its owner and the time it runs out, renewed while the owner lives. A run that
 * is killed blocks the next one until its lease has run out.
 */
final class Lease implements IndexLock {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);
    private static final String OBJECT = "index.lease";
    private static final Duration LENGTH = Duration.ofSeconds(60);
    private static final Duration RENEWAL = Duration.ofSeconds(20);

    /** Two runs that begin at the same moment both write; after this long both see who wrote last. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final IndexStorage storage;
    private final String owner;
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "index-lease");
        thread.setDaemon(true);
        return thread;
    });

    private Lease(IndexStorage storage, String owner) {
        this.storage = storage;
        this.owner = owner;
    }

    static Lease take(IndexStorage storage) throws IOException {
        return take(storage, SETTLING);
    }

    static Lease take(IndexStorage storage, Duration settling) throws IOException {
        requireFree(storage);
        Lease lease = new Lease(storage, UUID.randomUUID().toString());
        lease.write();
        try {
            Thread.sleep(settling.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while taking the lease of the index", e);
        }
        if (!lease.isOurs()) {
            throw busy(storage);
        }
        lease.startRenewal();
        return lease;
    }

    private static void requireFree(IndexStorage storage) throws IOException {
        Optional<String> content = read(storage);
        if (content.isEmpty()) {
            return;
        }
        String[] lines = content.get().split("\n", -1);
        try {
            if (lines.length > 1 && Instant.parse(lines[1].strip()).isAfter(Instant.now())) {
                throw busy(storage);
            }
        } catch (DateTimeParseException e) {
            log.warn("The lease of the index is damaged and is taken for run out");
        }
    }

    private static IndexingException busy(IndexStorage storage) {
        return new IndexingException(Failure.BUSY, "another run is at work on the index in " + storage);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // renew() itself reports what goes wrong
    private void startRenewal() {
        renewal.scheduleAtFixedRate(this::renew, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
    }

    private void renew() {
        try {
            write();
        } catch (IOException e) {
            log.warn("The lease of the index could not be renewed: {}", e.getMessage());
        }
    }

    private void write() throws IOException {
        String content = owner + "\n" + Instant.now().plus(LENGTH);
        storage.write(OBJECT, content.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isOurs() throws IOException {
        return read(storage).filter(content -> content.startsWith(owner)).isPresent();
    }

    private static Optional<String> read(IndexStorage storage) throws IOException {
        return storage.read(OBJECT).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        renewal.shutdownNow();
        if (isOurs()) {
            storage.delete(OBJECT);
        }
    }
}
