package dev.pomona.service.recognition;

import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.photo.Colour;
import dev.pomona.model.photo.Contrast;
import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.Sharpness;
import dev.pomona.model.photo.View;
import dev.pomona.model.recognition.Doubt;
import dev.pomona.service.upload.Bulkhead;
import dev.pomona.service.upload.UploadDecoder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Features of the photos of a request. Photos are decoded one after the other, so that the pixels of one at most are in memory.
 *
 * @param first format and size of the first photo
 * @param features {@code float[views][dimension]} for each photo that is not blank, or for all if all are
 * @param doubts what is wrong with every photo that has features; empty if there is a good one
 * @param decodeNanos duration of decoding and rendering
 * @param extractNanos duration of the network
 */
record PhotoFeatures(
        RecognitionResponse.PhotoView first,
        List<float[][]> features,
        Set<Doubt> doubts,
        long decodeNanos,
        long extractNanos) {

    /**
     * Decodes the photos and extracts their features.
     *
     * @param bulkhead the one in which the caller runs
     * @throws PhotoException if a photo cannot be used
     */
    static PhotoFeatures of(
            List<byte[]> photos, UploadDecoder decoder, List<View> views, FeatureExtractor extractor, Bulkhead bulkhead)
            throws Exception {
        List<RecognitionResponse.PhotoView> seen = new ArrayList<>();
        List<float[][]> features = new ArrayList<>();
        List<float[][]> blankFeatures = new ArrayList<>();
        Set<Doubt> doubts = EnumSet.of(Doubt.COLOURLESS, Doubt.BLURRED);
        long decodeNanos = 0;
        long extractNanos = 0;
        for (byte[] bytes : photos) {
            long start = System.nanoTime();
            InputBatch batch = decoder.read(bytes, extractor.scaledJpegs(), photo -> {
                seen.add(RecognitionResponse.PhotoView.of(photo));
                return InputBatch.of(extractor.backbone().inputSide(), photo, views);
            });
            long decoded = System.nanoTime();
            boolean blank = batch.contrast(0) < Contrast.LEAST;
            if (!blank && batch.colour(0) >= Colour.LEAST) {
                doubts.remove(Doubt.COLOURLESS);
            }
            if (!blank && batch.sharpness(0) >= Sharpness.LEAST) {
                doubts.remove(Doubt.BLURRED);
            }
            (blank ? blankFeatures : features).add(extract(batch, extractor, bulkhead));
            decodeNanos += decoded - start;
            extractNanos += System.nanoTime() - decoded;
        }
        boolean blank = features.isEmpty();
        return new PhotoFeatures(
                seen.get(0),
                blank ? blankFeatures : features,
                blank ? Set.of(Doubt.BLANK) : doubts,
                decodeNanos,
                extractNanos);
    }

    /**
     * Extracts the features of the views in two halves: side by side if a core is idle, else one after the other. One batch of
     * all views would be no faster and take twice the memory.
     */
    private static float[][] extract(InputBatch batch, FeatureExtractor extractor, Bulkhead bulkhead) {
        int half = batch.size() / 2;
        if (half == 0) {
            return extractor.extract(batch);
        }
        InputBatch first = batch.part(0, half);
        InputBatch second = batch.part(half, batch.size());
        if (!bulkhead.tryAcquireIdle()) {
            return joined(extractor.extract(first), extractor.extract(second));
        }
        CompletableFuture<float[][]> parallel = CompletableFuture.supplyAsync(() -> {
            try {
                return extractor.extract(second);
            } finally {
                bulkhead.release();
            }
        });
        return joined(extractor.extract(first), parallel.join());
    }

    private static float[][] joined(float[][] first, float[][] second) {
        return Stream.of(first, second).flatMap(Stream::of).toArray(float[][]::new);
    }
}
