package dev.pomona.service.recognition;

import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.photo.Contrast;
import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.View;
import dev.pomona.service.upload.Bulkhead;
import dev.pomona.service.upload.UploadDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The features of a request's photos, one photo after the other, so that no more than one is in memory as pixels.
 *
 * @param first the first photo as it was understood
 * @param features {@code float[views][FeatureExtractor.DIMENSION]} for each photo that shows something, or for all
 * @param blank whether no photo shows anything
 * @param decodeNanos time taken by decoding and rendering
 * @param extractNanos time taken by the network
 */
record PhotoFeatures(
        RecognitionResponse.PhotoView first,
        List<float[][]> features,
        boolean blank,
        long decodeNanos,
        long extractNanos) {

    /**
     * Decodes the photos and has the network extract their features.
     *
     * @param gate through which the caller came
     * @throws PhotoException if a photo cannot be used
     */
    static PhotoFeatures of(
            List<byte[]> photos, UploadDecoder reader, List<View> views, FeatureExtractor extractor, Bulkhead gate)
            throws Exception {
        List<RecognitionResponse.PhotoView> seen = new ArrayList<>();
        List<float[][]> features = new ArrayList<>();
        List<float[][]> ofBlankPhotos = new ArrayList<>();
        long decodeNanos = 0;
        long extractNanos = 0;
        for (byte[] bytes : photos) {
            long start = System.nanoTime();
            InputBatch batch = reader.read(bytes, extractor.scaledJpegs(), photo -> {
                seen.add(RecognitionResponse.PhotoView.of(photo));
                return InputBatch.of(photo, views);
            });
            long decoded = System.nanoTime();
            boolean blank = batch.contrast(0) < Contrast.LEAST;
            (blank ? ofBlankPhotos : features).add(extract(batch, extractor, gate));
            decodeNanos += decoded - start;
            extractNanos += System.nanoTime() - decoded;
        }
        boolean blank = features.isEmpty();
        return new PhotoFeatures(seen.get(0), blank ? ofBlankPhotos : features, blank, decodeNanos, extractNanos);
    }

    /**
     * Extracts the features of one half of the views after that of the other, or beside it where a core is idle. The whole
     * at once would be no sooner, and the network would take twice the memory.
     */
    private static float[][] extract(InputBatch batch, FeatureExtractor extractor, Bulkhead gate) {
        int half = batch.size() / 2;
        if (half == 0) {
            return extractor.extract(batch);
        }
        InputBatch first = batch.part(0, half);
        InputBatch second = batch.part(half, batch.size());
        if (!gate.enterIfIdle()) {
            return joined(extractor.extract(first), extractor.extract(second));
        }
        CompletableFuture<float[][]> beside = CompletableFuture.supplyAsync(() -> {
            try {
                return extractor.extract(second);
            } finally {
                gate.leave();
            }
        });
        return joined(extractor.extract(first), beside.join());
    }

    private static float[][] joined(float[][] first, float[][] second) {
        return Stream.of(first, second).flatMap(Stream::of).toArray(float[][]::new);
    }
}
