package dev.pomona.indexer.featurise;

import dev.pomona.indexer.photos.PhotoFile;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.index.Checksum;
import dev.pomona.model.photo.Photo;
import dev.pomona.model.photo.PhotoDecoder;
import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.PhotoLimits;
import dev.pomona.model.photo.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * The photos of one partition, read and decoded one by one and run through the network in batches. Holds one batch in
 * memory, whatever the partition's size.
 */
final class FeaturisedPartition implements Iterator<FeaturisedPhoto> {

    /** Pictures a batch. Larger ones are slower a picture: their activations leave the processor's caches. */
    private static final int BATCH = 8;

    private static final List<View> INDEXED_VIEWS = View.of(1);
    private static final List<View> ASKED_VIEWS = View.of(4);

    private final Iterator<PhotoFile> files;
    private final PhotoReader reader;
    private final FeatureExtractor extractor;
    private final LongAccumulator done;
    private final PhotoDecoder decoder = new PhotoDecoder(PhotoLimits.DEFAULT);
    private final InputBatch batch = new InputBatch(BATCH);
    private final Queue<FeaturisedPhoto> ready = new ArrayDeque<>();

    /** Photos whose views are in the batch, in its order. */
    private final List<FeaturisedPhoto> waiting = new ArrayList<>();

    FeaturisedPartition(
            Iterator<PhotoFile> files, PhotoReader reader, FeatureExtractor extractor, LongAccumulator done) {
        this.files = files;
        this.reader = reader;
        this.extractor = extractor;
        this.done = done;
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || !waiting.isEmpty() || files.hasNext();
    }

    @Override
    public FeaturisedPhoto next() {
        while (ready.isEmpty()) {
            if (files.hasNext()) {
                take(files.next());
            } else if (!waiting.isEmpty()) {
                runNetwork();
            } else {
                throw new NoSuchElementException();
            }
        }
        done.add(1);
        return ready.remove();
    }

    private void take(PhotoFile file) {
        FeaturisedPhoto photo = new FeaturisedPhoto();
        photo.setPhoto(file.getPhoto());
        photo.setLabel(file.getLabel());
        photo.setIndexed(file.isIndexed());
        photo.setAsked(file.isAsked());
        try {
            byte[] bytes = reader.read(file);
            photo.setContentHash(Checksum.of(bytes));
            Photo decoded = decoder.decode(bytes);
            List<View> views = viewsOf(photo);
            if (batch.size() + views.size() > BATCH) {
                runNetwork();
            }
            batch.add(decoded, views);
            waiting.add(photo);
        } catch (PhotoException e) {
            reject(photo, e.problem().name(), e.getMessage());
        } catch (RejectedPhotoException e) {
            reject(photo, e.reason(), e.getMessage());
        }
    }

    private void reject(FeaturisedPhoto photo, String reason, @Nullable String detail) {
        photo.setReason(reason);
        photo.setDetail(detail);
        ready.add(photo);
    }

    private void runNetwork() {
        float[][] features = extractor.extract(batch);
        int at = 0;
        for (FeaturisedPhoto photo : waiting) {
            int views = viewsOf(photo).size();
            photo.setFeatures(features[at]);
            if (photo.isAsked()) {
                photo.setQuestion(Arrays.copyOfRange(features, at, at + views));
            }
            at += views;
            ready.add(photo);
        }
        waiting.clear();
        batch.clear();
    }

    private static List<View> viewsOf(FeaturisedPhoto photo) {
        return photo.isAsked() ? ASKED_VIEWS : INDEXED_VIEWS;
    }
}
