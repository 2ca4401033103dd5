package dev.pomona.model.features.tensorflow;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.photo.ViewRenderer;
import java.util.Arrays;

/** Between our arrays and DJL's: one tensor a batch, closed with the context by DJL. */
final class FeatureTranslator implements NoBatchifyTranslator<InputBatch, float[][]> {

    @Override
    public NDList processInput(TranslatorContext context, InputBatch batch) {
        Shape shape = new Shape(batch.size(), ViewRenderer.SIDE, ViewRenderer.SIDE, ViewRenderer.CHANNELS);
        return new NDList(context.getNDManager().create(batch.pixels(), shape));
    }

    @Override
    public float[][] processOutput(TranslatorContext context, NDList list) {
        float[] flat = list.get(0).toFloatArray();
        float[][] features = new float[flat.length / FeatureExtractor.DIMENSION][];
        for (int i = 0; i < features.length; i++) {
            features[i] =
                    Arrays.copyOfRange(flat, i * FeatureExtractor.DIMENSION, (i + 1) * FeatureExtractor.DIMENSION);
        }
        return features;
    }
}
