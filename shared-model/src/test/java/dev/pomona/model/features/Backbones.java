package dev.pomona.model.features;

import dev.pomona.model.index.Checksum;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.store.BucketLocation;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Backbones for tests. */
public final class Backbones {

    /** Opens folders and resources alone. */
    public static final Stores STORES = new Stores(Backbones::noBucket);

    /** The resources of the small network that src/test/golden/network.py wrote. */
    public static final String CAFFE = "classpath:dev/pomona/model/features/caffe-network";

    private static final String RESOURCES = "/dev/pomona/model/features/caffe-network/";

    private Backbones() {}

    private static ObjectStore noBucket(BucketLocation location) {
        throw new AssertionError(location);
    }

    /** A descriptor of a network that nobody has. */
    public static Backbone described(int inputSide, int dimension) {
        return new Backbone(
                "test",
                "1",
                inputSide,
                ChannelOrder.RGB,
                List.of(1 / 127.5, 1 / 127.5, 1 / 127.5),
                List.of(-1.0, -1.0, -1.0),
                dimension,
                List.of(Precision.FLOAT32),
                AnswerRules.UNMEASURED.thresholds(),
                new TreeMap<>(Map.of(Backbone.GRAPH, Checksum.of(new byte[0]))));
    }

    /** Writes the small network into a folder. */
    public static Path copyTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String file : List.of("backbone.json", Backbone.GRAPH)) {
            try (InputStream stream = Backbones.class.getResourceAsStream(RESOURCES + file)) {
                Files.copy(stream, folder.resolve(file));
            }
        }
        return folder;
    }

    /** Replaces a part of the descriptor in a folder, by a regular expression. */
    public static void edit(Path folder, String expression, String replacement) throws IOException {
        Path descriptor = folder.resolve("backbone.json");
        String json = Files.readString(descriptor);
        String edited = json.replaceFirst(expression, replacement);
        if (edited.equals(json)) {
            throw new AssertionError(expression + " is not in " + json);
        }
        Files.writeString(descriptor, edited);
    }

    /** Replaces the graph in a folder, and its checksum in the descriptor. */
    public static void replaceGraph(Path folder, byte[] graph) throws IOException {
        Files.write(folder.resolve(Backbone.GRAPH), graph);
        edit(folder, "\"saved_model.pb\": \"[0-9a-f]{64}\"", "\"saved_model.pb\": \"" + Checksum.of(graph) + "\"");
    }

    /** Replaces bytes of the graph by others of the same length, and its checksum in the descriptor. */
    public static void replaceInGraph(Path folder, String old, String replacement) throws IOException {
        String graph = new String(Files.readAllBytes(folder.resolve(Backbone.GRAPH)), StandardCharsets.ISO_8859_1);
        if (old.length() != replacement.length() || !graph.contains(old)) {
            throw new AssertionError(old);
        }
        replaceGraph(folder, graph.replace(old, replacement).getBytes(StandardCharsets.ISO_8859_1));
    }
}
