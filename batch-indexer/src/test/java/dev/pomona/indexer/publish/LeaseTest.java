package dev.pomona.indexer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.indexer.failure.IndexingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {

    private static final String OBJECT = "index.lease";

    @TempDir
    private Path folder;

    private IndexStorage storage;

    @BeforeEach
    void open() throws IOException {
        storage = new IndexStorage(folder.toString(), new Configuration(false));
    }

    private Lease take() throws IOException {
        return Lease.take(storage, Duration.ZERO);
    }

    private void leaseUntil(Instant end) throws IOException {
        storage.write(OBJECT, ("somebody\n" + end).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isTakenOnceAndGivenBack() throws IOException {
        Lease lease = take();
        assertThatExceptionOfType(IndexingException.class).isThrownBy(this::take);
        lease.close();
        assertThat(storage.exists(OBJECT)).isFalse();
        take().close();
    }

    @Test
    void isNotTakenWhileAnothersRuns() throws IOException {
        leaseUntil(Instant.now().plusSeconds(30));
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(this::take)
                .withMessageContaining("another run is at work");
    }

    @Test
    void isTakenWhenThatOfADeadRunHasRunOut() throws IOException {
        leaseUntil(Instant.now().minusSeconds(1));
        take().close();
    }

    @Test
    void isTakenOverADamagedOne() throws IOException {
        storage.write(OBJECT, "nonsense\nnever".getBytes(StandardCharsets.UTF_8));
        take().close();
    }

    @Test
    void doesNotTakeAwayALeaseThatAnotherRunHasTakenOver() throws IOException {
        Lease lease = take();
        leaseUntil(Instant.now().plusSeconds(30));
        lease.close();
        assertThat(storage.exists(OBJECT)).isTrue();
    }
}
