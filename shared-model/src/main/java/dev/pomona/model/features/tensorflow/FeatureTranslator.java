package dev.pomona.model.features.tensorflow;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import dev.pomona.model.features.Backbone;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.features.InputScaling;
import dev.pomona.model.photo.ViewRenderer;
import java.util.Arrays;

/** Between our arrays and DJL's: one tensor a batch, closed with the context by DJL. */
final class FeatureTranslator implements NoBatchifyTranslator<InputBatch, float[][]> {

    private final InputScaling scaling;

    FeatureTranslator(Backbone backbone) {
        this.scaling = InputScaling.of(backbone);
    }

    @Override
    public NDList processInput(TranslatorContext context, InputBatch batch) {
        Shape shape = new Shape(batch.size(), batch.side(), batch.side(), ViewRenderer.CHANNELS);
        return new NDList(context.getNDManager().create(scaling.apply(batch.pixels()), shape));
    }

    /** Returns the features of each picture, whatever their number. */
    @Override
    public float[][] processOutput(TranslatorContext context, NDList list) {
        Shape shape = list.get(0).getShape();
        if (shape.dimension() != 2) {
            throw new IllegalStateException("the output has the shape " + shape + ", not one row a picture");
        }
        float[] flat = list.get(0).toFloatArray();
        int dimension = Math.toIntExact(shape.get(1));
        float[][] features = new float[Math.toIntExact(shape.get(0))][];
        for (int i = 0; i < features.length; i++) {
            features[i] = Arrays.copyOfRange(flat, i * dimension, (i + 1) * dimension);
        }
        return features;
    }
}
