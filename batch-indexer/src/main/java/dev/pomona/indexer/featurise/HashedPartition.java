package dev.pomona.indexer.featurise;

import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.index.Checksum;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.spark.util.LongAccumulator;

/** The photos of one partition, read and hashed one by one. */
final class HashedPartition implements Iterator<PhotoRow> {

    private final ReadAhead photos;
    private final LongAccumulator done;

    HashedPartition(ReadAhead photos, LongAccumulator done) {
        this.photos = photos;
        this.done = done;
    }

    @Override
    public boolean hasNext() {
        return photos.hasNext();
    }

    @Override
    public PhotoRow next() {
        ReadAhead.PhotoRead read = photos.next();
        PhotoRow photo = read.photo();
        try {
            photo.setContentHash(Checksum.of(read.bytes()));
        } catch (RejectedPhotoException e) {
            photo.reject(e.reason(), e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        done.add(1);
        return photo;
    }
}
