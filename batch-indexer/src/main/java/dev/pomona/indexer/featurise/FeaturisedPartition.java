package dev.pomona.indexer.featurise;

import dev.pomona.indexer.photos.PackedFeatures;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.index.Checksum;
import dev.pomona.model.photo.Photo;
import dev.pomona.model.photo.PhotoDecoder;
import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.PhotoLimits;
import dev.pomona.model.photo.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.util.LongAccumulator;

/**
 * The photos of one partition, decoded one by one and run through the network in batches. Holds one batch and what is
 * read ahead in memory, whatever the partition's size.
 */
final class FeaturisedPartition implements Iterator<PhotoRow> {

    /** Views a batch. Larger batches are slower per view: their activations do not fit the processor's caches. */
    private static final int BATCH = 8;

    private final ReadAhead photos;
    private final List<View> indexedViews;
    private final List<View> queryViews;
    private final FeatureExtractor extractor;
    private final LongAccumulator done;
    private final LongAccumulator rejected;
    private final PhotoDecoder decoder = new PhotoDecoder(PhotoLimits.DEFAULT);
    private final InputBatch batch;
    private final Queue<PhotoRow> ready = new ArrayDeque<>();

    /** Photos whose views are in the batch, in its order. */
    private final List<PhotoRow> waiting = new ArrayList<>();

    FeaturisedPartition(
            ReadAhead photos,
            int indexedViews,
            int queryViews,
            FeatureExtractor extractor,
            LongAccumulator done,
            LongAccumulator rejected) {
        this.photos = photos;
        this.indexedViews = View.of(indexedViews);
        this.queryViews = View.of(queryViews);
        this.extractor = extractor;
        this.batch = new InputBatch(extractor.backbone().inputSide(), BATCH);
        this.done = done;
        this.rejected = rejected;
    }

    @Override
    public boolean hasNext() {
        return !ready.isEmpty() || !waiting.isEmpty() || photos.hasNext();
    }

    @Override
    public PhotoRow next() {
        while (ready.isEmpty()) {
            if (photos.hasNext()) {
                take(photos.next());
            } else if (!waiting.isEmpty()) {
                runNetwork();
            } else {
                throw new NoSuchElementException();
            }
        }
        done.add(1);
        return ready.remove();
    }

    private void take(ReadAhead.PhotoRead read) {
        PhotoRow photo = read.photo();
        try {
            byte[] bytes = read.bytes();
            photo.setContentHash(Checksum.of(bytes));
            Photo decoded = decoder.decode(bytes, extractor.scaledJpegs());
            List<View> views = viewsOf(photo);
            if (batch.size() + views.size() > BATCH) {
                runNetwork();
            }
            batch.add(decoded, views);
            waiting.add(photo);
        } catch (PhotoException e) {
            reject(photo, e.problem().name(), e);
        } catch (RejectedPhotoException e) {
            reject(photo, e.reason(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void reject(PhotoRow photo, String reason, Exception cause) {
        photo.reject(reason, cause.getMessage());
        rejected.add(1);
        ready.add(photo);
    }

    private void runNetwork() {
        float[][] features = extractor.extract(batch);
        int at = 0;
        for (PhotoRow photo : waiting) {
            int views = viewsOf(photo).size();
            if (photo.isIndexed()) {
                photo.setFeatures(packed(features, at, indexedViews));
            }
            if (photo.isQuery()) {
                photo.setQueryFeatures(packed(features, at, queryViews));
            }
            at += views;
            ready.add(photo);
        }
        waiting.clear();
        batch.clear();
    }

    private static byte[] packed(float[][] features, int from, List<View> views) {
        return PackedFeatures.pack(Arrays.copyOfRange(features, from, from + views.size()));
    }

    /** Returns the views that are extracted: the fewer views are always the first of the more. */
    private List<View> viewsOf(PhotoRow photo) {
        boolean asQuery = photo.isQuery() && (!photo.isIndexed() || queryViews.size() > indexedViews.size());
        return asQuery ? queryViews : indexedViews;
    }
}
