package dev.pomona.model.features.tensorflow;

import ai.djl.ModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import ai.djl.util.PairList;
import dev.pomona.model.features.Backbone;
import dev.pomona.model.features.BackboneFiles;
import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.InputBatch;
import dev.pomona.model.features.InvalidBackboneException;
import dev.pomona.model.features.Precision;
import dev.pomona.model.features.UnsupportedPlatformException;
import dev.pomona.model.photo.ScaledJpegDecoder;
import dev.pomona.model.photo.ViewRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A backbone on TensorFlow, run by DJL: one model, as many predictors as calls may run side by side. */
public final class TensorFlowFeatureExtractor implements FeatureExtractor {

    /** How many threads share one operation: each call has one core. */
    private static final String INTRA_OP_THREADS = "ai.djl.tensorflow.num_intraop_threads";

    /** How many operations run side by side: negative for none, all in the thread that asks. */
    private static final String INTER_OP_THREADS = "ai.djl.tensorflow.num_interop_threads";

    /** A signature that DJL does not find it replaces by another one, with no more than a warning. */
    private static final Map<Precision, String> SIGNATURES =
            Map.of(Precision.FLOAT32, "serving_default", Precision.BFLOAT16, "bfloat16");

    private final Backbone backbone;
    private final ZooModel<InputBatch, float[][]> model;
    private final TensorFlowJpegDecoder jpegs;
    private final List<Predictor<InputBatch, float[][]>> all = new ArrayList<>();
    private final BlockingQueue<Predictor<InputBatch, float[][]>> idle;

    private TensorFlowFeatureExtractor(Backbone backbone, ZooModel<InputBatch, float[][]> model, int concurrency) {
        this.backbone = backbone;
        this.model = model;
        this.jpegs = new TensorFlowJpegDecoder(backbone.inputSide());
        this.idle = new ArrayBlockingQueue<>(concurrency);
        for (int i = 0; i < concurrency; i++) {
            Predictor<InputBatch, float[][]> predictor = model.newPredictor();
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
     * Loads a network; unpacks TensorFlow and copies the network first where the cache lacks them.
     *
     * @param precision numbers to calculate with
     * @param concurrency calls that may run side by side, each on one core
     * @throws InvalidBackboneException if the files are damaged, or the network is not what its descriptor says
     * @throws IOException if the cache cannot be written or the files cannot be read
     */
    public static TensorFlowFeatureExtractor load(
            BackboneFiles files, Precision precision, CacheFolder cache, int concurrency) throws IOException {
        Backbone backbone = files.backbone();
        if (!backbone.precisions().contains(precision)) {
            throw new InvalidBackboneException("the backbone %s has no variant in %s".formatted(backbone, precision));
        }
        setUnlessGiven(INTRA_OP_THREADS, "1");
        setUnlessGiven(INTER_OP_THREADS, "-1");
        NativeLibraries.install(cache);
        ZooModel<InputBatch, float[][]> model = load(backbone, files.folder(cache), precision);
        TensorFlowFeatureExtractor extractor = new TensorFlowFeatureExtractor(backbone, model, concurrency);
        try {
            extractor.check();
        } catch (InvalidBackboneException e) {
            extractor.close();
            throw e;
        }
        return extractor;
    }

    private static ZooModel<InputBatch, float[][]> load(Backbone backbone, Path folder, Precision precision)
            throws InvalidBackboneException {
        try {
            return Criteria.builder()
                    .setTypes(InputBatch.class, float[][].class)
                    .optEngine("TensorFlow")
                    .optModelPath(folder)
                    .optModelName("saved_model.pb")
                    .optOption("Tags", "serve")
                    .optOption("SignatureDefKey", SIGNATURES.get(precision))
                    .optTranslator(new FeatureTranslator(backbone))
                    .build()
                    .loadModel();
        } catch (ModelException | IOException | RuntimeException e) {
            throw InvalidBackboneException.because(
                    e, "the backbone %s in %s cannot be loaded".formatted(backbone, folder));
        }
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Sees to the shapes of input and output; this also warms up. */
    private void check() throws InvalidBackboneException {
        int side = backbone.inputSide();
        PairList<String, Shape> inputs = model.describeInput();
        Shape wanted = new Shape(-1, side, side, ViewRenderer.CHANNELS);
        if (inputs.size() != 1 || !takes(inputs.valueAt(0), wanted)) {
            throw new InvalidBackboneException("the backbone %s takes the input %s, not pictures of the shape %s"
                    .formatted(backbone, inputs.values(), wanted));
        }
        float[][] features;
        try {
            features = extract(InputBatch.blank(side, 1));
        } catch (IllegalStateException e) {
            throw InvalidBackboneException.because(e, "the backbone %s fails".formatted(backbone));
        }
        if (features.length != 1 || features[0].length != backbone.dimension()) {
            throw new InvalidBackboneException("the backbone %s returns %d features a picture, not %d"
                    .formatted(backbone, features[0].length, backbone.dimension()));
        }
    }

    private static boolean takes(Shape input, Shape wanted) {
        boolean takes = input.dimension() == wanted.dimension() && input.get(0) == -1;
        for (int i = 1; takes && i < wanted.dimension(); i++) {
            takes = input.get(i) == -1 || input.get(i) == wanted.get(i);
        }
        return takes;
    }

    @Override
    public Backbone backbone() {
        return backbone;
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
