package dev.pomona.indexer.featurise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.photos.UnavailablePhotos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadAheadTest {

    /** Reads as a test says. */
    private interface Read {
        byte[] of(PhotoRow photo) throws Exception;
    }

    private record Reader(boolean remote, Read read) implements PhotoReader {

        @Override
        public boolean readsRemotely(PhotoRow photo) {
            return remote;
        }

        @Override
        public byte[] read(PhotoRow photo) throws RejectedPhotoException, IOException {
            try {
                return read.of(photo);
            } catch (RejectedPhotoException | IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private static List<PhotoRow> photos(int count, long length) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    PhotoRow photo = new PhotoRow();
                    photo.setPhoto("photo-" + i);
                    photo.setLength(length);
                    return photo;
                })
                .toList();
    }

    private static ReadAhead remote(List<PhotoRow> photos, Read read) {
        return new ReadAhead(photos.iterator(), new Reader(true, read));
    }

    private static byte[] name(PhotoRow photo) {
        return photo.getPhoto().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void handsOutEveryPhotoInOrderWithItsOwnBytes() throws Exception {
        List<PhotoRow> photos = photos(200, 10);
        List<PhotoRow> seen = new ArrayList<>();
        try (ReadAhead ahead = remote(photos, photo -> {
            Thread.sleep(photo.getPhoto().hashCode() & 7); // they arrive in another order
            return name(photo);
        })) {
            while (ahead.hasNext()) {
                ReadAhead.PhotoRead read = ahead.next();
                assertThat(read.bytes()).isEqualTo(name(read.photo()));
                seen.add(read.photo());
            }
        }
        assertThat(seen).isEqualTo(photos);
    }

    @Test
    void readsSoManyPhotosAtATime() throws Exception {
        CountDownLatch together = new CountDownLatch(ReadAhead.MOST_PHOTOS);
        try (ReadAhead ahead = remote(photos(ReadAhead.MOST_PHOTOS, 10), photo -> {
            together.countDown();
            assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
            return name(photo);
        })) {
            assertThat(ahead.next().bytes()).isNotEmpty();
        }
    }

    @Test
    void readsNoMoreThanThatAhead() throws Exception {
        AtomicInteger started = new AtomicInteger();
        try (ReadAhead ahead = remote(photos(100, 10), photo -> {
            started.incrementAndGet();
            return name(photo);
        })) {
            for (int i = 0; i < 5; i++) {
                ahead.next().bytes();
            }
            Thread.sleep(200);
            assertThat(started.get()).isBetween(5, ReadAhead.MOST_PHOTOS + 4);
        }
    }

    @Test
    void largePhotosAreReadAheadOnlyAsFarAsTheirBytesAreAllowed() throws Exception {
        AtomicInteger started = new AtomicInteger();
        try (ReadAhead ahead = remote(photos(9, ReadAhead.MOST_BYTES / 2), photo -> {
            started.incrementAndGet();
            return name(photo);
        })) {
            ahead.next().bytes();
            Thread.sleep(200);
            assertThat(started.get()).isEqualTo(2);
            int rest = 0;
            while (ahead.hasNext()) {
                ahead.next().bytes();
                rest++;
            }
            assertThat(rest).isEqualTo(8);
        }
    }

    @Test
    void aPhotoThatIsLargerThanAllThatIsReadOnItsOwn() throws Exception {
        try (ReadAhead ahead = remote(photos(3, 2 * ReadAhead.MOST_BYTES), ReadAheadTest::name)) {
            for (int i = 0; i < 3; i++) {
                assertThat(ahead.next().bytes()).isNotEmpty();
            }
            assertThat(ahead.hasNext()).isFalse();
        }
    }

    @Test
    void photosOfFoldersAreReadByTheTaskItselfWhenTheyAreWanted() throws Exception {
        List<Thread> readers = new ArrayList<>();
        Reader local = new Reader(false, photo -> {
            readers.add(Thread.currentThread());
            return name(photo);
        });
        try (ReadAhead ahead = new ReadAhead(photos(3, 10).iterator(), local)) {
            ReadAhead.PhotoRead first = ahead.next();
            assertThat(readers).isEmpty();
            first.bytes();
            assertThat(readers).containsExactly(Thread.currentThread());
        }
    }

    @Test
    void anErrorComesOutAsItWasThrownAndTheNextPhotoIsStillThere() throws Exception {
        try (ReadAhead ahead = remote(photos(3, 10), photo -> switch (photo.getPhoto()) {
            case "photo-0" -> throw new RejectedPhotoException("UNREADABLE", "gone");
            case "photo-1" -> throw new IndexingException(Failure.NO_PERMISSION, "denied");
            default -> name(photo);
        })) {
            assertThatExceptionOfType(RejectedPhotoException.class)
                    .isThrownBy(ahead.next()::bytes)
                    .satisfies(e -> assertThat(e.reason()).isEqualTo("UNREADABLE"));
            assertThatExceptionOfType(IndexingException.class)
                    .isThrownBy(ahead.next()::bytes)
                    .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.NO_PERMISSION));
            assertThat(ahead.next().bytes()).isNotEmpty();
        }
    }

    @Test
    void aPhotoThatDoesNotComeInTimeIsAReject() throws Exception {
        Reader never = new Reader(true, photo -> {
            Thread.sleep(Duration.ofHours(1).toMillis());
            return name(photo);
        });
        try (ReadAhead ahead = new ReadAhead(photos(1, 10).iterator(), never, Duration.ofMillis(50))) {
            assertThatExceptionOfType(RejectedPhotoException.class)
                    .isThrownBy(ahead.next()::bytes)
                    .satisfies(e -> assertThat(e.reason()).isEqualTo("UNAVAILABLE"));
        }
    }

    @Test
    void unavailablePhotosInARowMeanThatTheStorageIsAway() throws Exception {
        try (ReadAhead ahead = remote(photos(UnavailablePhotos.MOST, 10), ReadAheadTest::unavailable)) {
            for (int i = 1; i < UnavailablePhotos.MOST; i++) {
                assertThatExceptionOfType(RejectedPhotoException.class).isThrownBy(ahead.next()::bytes);
            }
            assertThatExceptionOfType(IndexingException.class)
                    .isThrownBy(ahead.next()::bytes)
                    .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.STORAGE_UNAVAILABLE));
        }
    }

    @Test
    void unavailablePhotosAmongOthersAreRejectsHoweverMany() throws Exception {
        int rejects = 0;
        try (ReadAhead ahead = remote(photos(100, 10), photo -> unavailable(photo, 5))) {
            while (ahead.hasNext()) {
                try {
                    ahead.next().bytes();
                } catch (RejectedPhotoException e) {
                    rejects++;
                }
            }
        }
        assertThat(rejects).isEqualTo(50);
    }

    private static byte[] unavailable(PhotoRow photo) throws RejectedPhotoException {
        return unavailable(photo, 10);
    }

    /** Only photos whose number ends with a digit below this one. */
    private static byte[] unavailable(PhotoRow photo, int below) throws RejectedPhotoException {
        if (photo.getPhoto().charAt(photo.getPhoto().length() - 1) - '0' < below) {
            throw new RejectedPhotoException("UNAVAILABLE", photo.getPhoto() + ": 503");
        }
        return name(photo);
    }

    @Test
    void itsEndInterruptsTheReadsUnderWay() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ReadAhead ahead = remote(photos(1, 10), photo -> {
            reading.countDown();
            try {
                Thread.sleep(Duration.ofHours(1).toMillis());
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return name(photo);
        });
        ahead.next();
        assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();

        ahead.close();

        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTaskThatIsKilledStopsWaiting() {
        try (ReadAhead ahead = remote(photos(1, 10), photo -> {
            Thread.sleep(Duration.ofHours(1).toMillis());
            return name(photo);
        })) {
            ReadAhead.PhotoRead read = ahead.next();
            Thread.currentThread().interrupt();
            assertThatIOException().isThrownBy(read::bytes);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
