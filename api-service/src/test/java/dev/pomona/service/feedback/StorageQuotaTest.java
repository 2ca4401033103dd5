package dev.pomona.service.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.service.web.ProblemException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bound of 100 bytes on a store that is slow to list. */
@Timeout(20)
class StorageQuotaTest {

    @TempDir
    private Path root;

    private final Semaphore listings = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private ObjectStore folder;
    private StorageQuota quota;
    private volatile Instant now = Instant.parse("2026-03-04T00:00:00Z");

    @BeforeEach
    void open() {
        folder = FolderStore.at(root);
        ObjectStore slow = (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(folder, arguments);
                        if (method.getName().equals("list")) {
                            listings.release();
                            mayEnd.acquire();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        quota = new StorageQuota(slow, 100, () -> now);
    }

    @Test
    void nothingIsStoredBeforeTheFirstCount() throws Exception {
        folder.put("before", new byte[60]);
        CompletableFuture<Boolean> first = reserving(30);
        listings.acquire();
        CompletableFuture<Boolean> second = reserving(30);
        TimeUnit.MILLISECONDS.sleep(200);
        assertThat(second).isNotDone();
        mayEnd.release();
        assertThat(first.get()).isNotEqualTo(second.get());
    }

    @Test
    void othersGoOnWithTheFormerFigureWhileOneCounts() throws Exception {
        counted();
        quota.reserve(20);
        quota.stored(20);
        now = now.plus(Duration.ofHours(1));
        CompletableFuture<Boolean> counting = reserving(10);
        listings.acquire();
        quota.reserve(50);
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> quota.reserve(31));
        assertThat(counting).isNotDone();
        mayEnd.release();
        assertThat(counting.get()).isTrue();
    }

    @Test
    void whatIsReservedWhileOneCountsIsCountedToo() throws Exception {
        counted();
        quota.reserve(20);
        now = now.plus(Duration.ofHours(1));
        CompletableFuture<Boolean> counting = reserving(10);
        listings.acquire();
        quota.reserve(60);
        folder.put("begun before the count", new byte[20]);
        quota.stored(20);
        folder.put("begun after the count", new byte[60]);
        quota.stored(60);
        mayEnd.release();
        assertThat(counting.get()).isTrue();
        assertThat(reserving(11).get()).isFalse();
        quota.reserve(10);
    }

    @Test
    void whatIsReleasedWhileOneCountsIsFree() throws Exception {
        counted();
        quota.reserve(20);
        now = now.plus(Duration.ofHours(1));
        CompletableFuture<Boolean> counting = reserving(10);
        listings.acquire();
        quota.reserve(60);
        quota.release(20);
        quota.release(60);
        mayEnd.release();
        assertThat(counting.get()).isTrue();
        quota.reserve(90);
    }

    private void counted() throws StoreException {
        mayEnd.release();
        quota.reserve(0);
        quota.stored(0);
        listings.acquireUninterruptibly();
    }

    /** Reserves room on another thread; returns whether there was enough. */
    private CompletableFuture<Boolean> reserving(long bytes) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                quota.reserve(bytes);
                return true;
            } catch (ProblemException e) {
                return false;
            } catch (StoreException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
