package dev.pomona.model.features.tensorflow;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.Fingerprint;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.features.Precision;
import dev.pomona.model.features.UnsupportedPlatformException;
import dev.pomona.model.features.weights.Weights;
import dev.pomona.model.photo.ScaledJpegDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** MobileNetV2 on TensorFlow, run by DJL: one model, as many predictors as calls may run side by side. */
public final class TensorFlowFeatureExtractor implements FeatureExtractor {

    /** How many threads share one operation: each call has one core. */
    private static final String INTRA_OP_THREADS = "ai.djl.tensorflow.num_intraop_threads";

    /** How many operations run side by side: negative for none, all in the thread that asks. */
    private static final String INTER_OP_THREADS = "ai.djl.tensorflow.num_interop_threads";

    private final String fingerprint;
    private final Model model;
    private final TensorFlowJpegDecoder jpegs = new TensorFlowJpegDecoder();
    private final List<Predictor<InputBatch, float[][]>> all = new ArrayList<>();
    private final BlockingQueue<Predictor<InputBatch, float[][]>> idle;

    private TensorFlowFeatureExtractor(String fingerprint, Model model, int concurrency) {
        this.fingerprint = fingerprint;
        this.model = model;
        this.idle = new ArrayBlockingQueue<>(concurrency);
        for (int i = 0; i < concurrency; i++) {
            Predictor<InputBatch, float[][]> predictor = model.newPredictor(new FeatureTranslator());
            all.add(predictor);
            idle.add(predictor);
        }
    }

    /**
     * Checks that there is a TensorFlow for this platform, without loading it.
     *
     * @throws UnsupportedPlatformException if there is none
     */
    public static void requirePlatform() {
        NativeLibraries.requirePlatform(System.getenv(NativeLibraries.LIBRARY_PATH));
    }

    /**
     * Loads the network; unpacks TensorFlow and writes the SavedModel first where the cache has none.
     *
     * @param concurrency calls that may run side by side, each on one core
     * @throws IOException if the cache cannot be written or the network cannot be loaded
     */
    public static TensorFlowFeatureExtractor load(
            Weights weights, Precision precision, CacheFolder cache, int concurrency) throws IOException {
        setUnlessGiven(INTRA_OP_THREADS, "1");
        setUnlessGiven(INTER_OP_THREADS, "-1");
        NativeLibraries.install(cache);
        String fingerprint = Fingerprint.of(weights);
        Path folder = SavedModelFolder.of(cache, weights, precision, fingerprint);
        Model model = Model.newInstance("mobilenet-v2", "TensorFlow");
        try {
            model.load(
                    folder,
                    "saved_model",
                    Map.of("Tags", SavedModelFolder.TAG, "SignatureDefKey", SavedModelFolder.SIGNATURE));
        } catch (MalformedModelException | IOException | RuntimeException e) {
            model.close();
            throw new IOException("cannot load the network in " + folder, e);
        }
        TensorFlowFeatureExtractor extractor = new TensorFlowFeatureExtractor(fingerprint, model, concurrency);
        extractor.checkShape();
        return extractor;
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** With an unknown signature DJL only warns and takes another one, so the shape is seen to; this also warms up. */
    private void checkShape() throws IOException {
        float[][] features = extract(InputBatch.blank(1));
        if (features.length != 1 || features[0].length != DIMENSION) {
            close();
            throw new IOException("the network does not return " + DIMENSION + " features a picture");
        }
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public float[][] extract(InputBatch batch) {
        if (batch.isEmpty()) {
            return new float[0][];
        }
        Predictor<InputBatch, float[][]> predictor;
        try {
            predictor = idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the network", e);
        }
        try {
            return predictor.predict(batch);
        } catch (TranslateException e) {
            throw new IllegalStateException("the network failed", e);
        } finally {
            idle.add(predictor);
        }
    }

    @Override
    public ScaledJpegDecoder scaledJpegs() {
        return jpegs;
    }

    @Override
    public void close() {
        jpegs.close();
        all.forEach(Predictor::close);
        model.close();
    }
}
