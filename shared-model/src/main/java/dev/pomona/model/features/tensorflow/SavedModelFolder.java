package dev.pomona.model.features.tensorflow;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.features.Precision;
import dev.pomona.model.features.weights.Weights;
import dev.pomona.model.photo.ViewRenderer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** A frozen SavedModel of {@link MobileNetV2}, written once into the cache for each set of weights. */
final class SavedModelFolder {

    static final String TAG = "serve";
    static final String SIGNATURE = "serving_default";

    /** To be raised when the graph is built differently, so that no cache serves the old one. */
    private static final int GRAPH = 2;

    private static final String PREDICT = "tensorflow/serving/predict";

    private SavedModelFolder() {}

    /** The folder that holds {@code saved_model.pb} for these weights. */
    static Path of(CacheFolder cache, Weights weights, Precision precision, String fingerprint) throws IOException {
        String name = "mobilenet-v2-graph%d-%s-%s".formatted(GRAPH, precision, fingerprint.replace(':', '-'));
        return cache.folder(name, folder -> {
            try (OutputStream stream = Files.newOutputStream(folder.resolve("saved_model.pb"))) {
                savedModel(weights, precision).writeTo(stream);
            }
        });
    }

    private static SavedModel savedModel(Weights weights, Precision precision) {
        return SavedModel.newBuilder()
                .setSavedModelSchemaVersion(1)
                .addMetaGraphs(MetaGraphDef.newBuilder()
                        .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags(TAG))
                        .setGraphDef(graph(weights, precision))
                        .putSignatureDef(SIGNATURE, signature()))
                .build();
    }

    private static GraphDef graph(Weights weights, Precision precision) {
        try (Graph graph = new Graph()) {
            MobileNetV2.build(Ops.create(graph), weights, precision);
            return graph.toGraphDef();
        }
    }

    private static SignatureDef signature() {
        return SignatureDef.newBuilder()
                .setMethodName(PREDICT)
                .putInputs(
                        MobileNetV2.INPUT,
                        tensor(MobileNetV2.INPUT, ViewRenderer.SIDE, ViewRenderer.SIDE, ViewRenderer.CHANNELS))
                .putOutputs(MobileNetV2.OUTPUT, tensor(MobileNetV2.OUTPUT, FeatureExtractor.DIMENSION))
                .build();
    }

    /** A float tensor of any number of pictures, each of this shape. */
    private static TensorInfo tensor(String operation, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dim.newBuilder().setSize(-1));
        for (long side : shape) {
            dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(side));
        }
        return TensorInfo.newBuilder()
                .setName(operation + ":0")
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(dimensions)
                .build();
    }
}
