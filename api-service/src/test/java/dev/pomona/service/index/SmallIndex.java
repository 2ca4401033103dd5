package dev.pomona.service.index;

import dev.pomona.model.index.Checksum;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.ExemplarTable;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.ReductionTable;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Calibration;
import dev.pomona.model.recognition.KindFusion;
import dev.pomona.model.recognition.NeighbourVoting;
import dev.pomona.model.recognition.Thresholds;
import dev.pomona.model.reduction.Reduction;
import dev.pomona.model.store.ObjectSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A small index, written to a folder as the indexer does it: photo {@code n} has the label {@code n modulo 3}, and the
 * vectors of a label all point along one axis, which is the feature of the same number.
 */
public final class SmallIndex {

    public static final String VERSION = "20260102T030405Z-0000000a";
    public static final List<String> LABELS = List.of("Apple Golden 1", "Orange", "Banana");

    static final String EXEMPLARS_FILE = IndexLayout.EXEMPLARS + "/part-00000-c000.parquet";

    /** The schema that Spark writes; its lists have three levels. */
    private static final MessageType VECTORS = MessageTypeParser.parseMessageType("""
            message spark_schema {
              optional binary label (STRING);
              optional binary photo (STRING);
              optional group vector (LIST) { repeated group list { optional float element; } }
            }""");

    private static final MessageType REDUCTION = MessageTypeParser.parseMessageType("""
            message spark_schema {
              optional binary part (STRING);
              required int32 row;
              optional group values (LIST) { repeated group list { optional float element; } }
            }""");

    private static final MessageType EXEMPLARS = MessageTypeParser.parseMessageType("""
            message spark_schema {
              optional binary label (STRING);
              required int32 position;
              optional binary photo (STRING);
              optional binary jpeg;
            }""");

    private static final JsonMapper JSON = new JsonMapper();

    private final Path root;
    private String version = VERSION;
    private String fingerprint = "sha256:test";
    private int features = 4;
    private int photos = 15;
    private int partFiles = 1;
    private int rowGroupRows = 1000;
    private int vectorLength = LABELS.size();
    private int exemplars;
    private Consumer<ObjectNode> change = manifest -> {};

    public SmallIndex(Path root) {
        this.root = root;
    }

    public SmallIndex version(String name) {
        version = name;
        return this;
    }

    public SmallIndex fingerprint(String name) {
        fingerprint = name;
        return this;
    }

    /** Features a photo has, 3 at least. */
    public SmallIndex features(int count) {
        features = count;
        return this;
    }

    public SmallIndex photos(int count) {
        photos = count;
        return this;
    }

    public SmallIndex partFiles(int count) {
        partFiles = count;
        return this;
    }

    public SmallIndex rowGroupRows(int count) {
        rowGroupRows = count;
        return this;
    }

    /** Makes the vectors longer or shorter than the reduction yields. */
    SmallIndex vectorLength(int length) {
        vectorLength = length;
        return this;
    }

    /** Adds a table of exemplars, so many of each label; without it there is none, as in indexes of earlier programs. */
    public SmallIndex exemplars(int perLabel) {
        exemplars = perLabel;
        return this;
    }

    /** The bytes of an exemplar; they stand for a picture. */
    public static byte[] exemplar(String label, int position) {
        return "picture %d of %s".formatted(position, label).getBytes(StandardCharsets.UTF_8);
    }

    /** What the manifest says that is not so. */
    public SmallIndex manifest(Consumer<ObjectNode> lie) {
        change = lie;
        return this;
    }

    /** The features of a photo that lies on the axis of a label. */
    static float[][] featuresOf(String label, int features) {
        float[] view = new float[features];
        view[LABELS.indexOf(label)] = 3;
        return new float[][] {view};
    }

    /** Writes the version and makes it the current one. */
    public CurrentVersion write() throws IOException {
        Path folder = folder();
        Files.createDirectories(folder.resolve(IndexLayout.VECTORS));
        writeReduction(folder.resolve(IndexLayout.REDUCTION));
        List<String> files = new ArrayList<>(List.of(IndexLayout.REDUCTION));
        for (int part = 0; part < partFiles; part++) {
            files.add(vectorsFile(part));
            writeVectors(folder.resolve(vectorsFile(part)), part);
        }
        if (exemplars > 0) {
            Files.createDirectories(folder.resolve(IndexLayout.EXEMPLARS));
            writeExemplars(folder.resolve(EXEMPLARS_FILE));
            files.add(EXEMPLARS_FILE);
        }
        ObjectNode manifest = manifest();
        for (String file : files) {
            list(manifest, file, Files.readAllBytes(folder.resolve(file)));
        }
        change.accept(manifest);
        return publish(manifest);
    }

    /** Adds a file to those that a manifest lists. */
    static void list(ObjectNode manifest, String path, byte[] bytes) {
        manifest.withArray("files")
                .addObject()
                .put("path", path)
                .put("bytes", bytes.length)
                .put("sha256", Checksum.of(bytes));
    }

    /** Path of a file of vectors below the version's folder. */
    public static String vectorsFile(int part) {
        return IndexLayout.VECTORS + "/part-%05d-c000.snappy.parquet".formatted(part);
    }

    Path folder() {
        return root.resolve(IndexLayout.folder(version));
    }

    private CurrentVersion publish(ObjectNode manifest) throws IOException {
        byte[] json = manifest.toString().getBytes(StandardCharsets.UTF_8);
        Files.write(folder().resolve(IndexLayout.MANIFEST), json);
        CurrentVersion current = new CurrentVersion(
                version, IndexLayout.folder(version) + "/" + IndexLayout.MANIFEST, Checksum.of(json));
        makeCurrent(root, current);
        return current;
    }

    /** Names a version as the current one, whole at once. */
    public static void makeCurrent(Path root, CurrentVersion current) throws IOException {
        Path aside = Files.write(root.resolve("current.part"), IndexJson.write(current));
        Files.move(
                aside,
                root.resolve(IndexLayout.CURRENT),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The manifest of the bundled index, with what differs here. */
    private ObjectNode manifest() throws IOException {
        ObjectSource bundled = IndexProperties.bundled();
        CurrentVersion current =
                IndexJson.read(bundled.read(IndexLayout.CURRENT).bytes(), CurrentVersion.class);
        ObjectNode manifest =
                (ObjectNode) JSON.readTree(bundled.read(current.manifest()).bytes());
        manifest.put("version", version).put("fingerprint", fingerprint).putArray("files");
        ObjectNode counts = manifest.putObject("counts").put("photos", photos).put("rejects", 0);
        ObjectNode labels = counts.putObject("labels");
        for (int photo = 0; photo < photos; photo++) {
            labels.put(label(photo), labels.path(label(photo)).asInt(0) + 1);
        }
        AnswerRules rules = new AnswerRules(
                new NeighbourVoting(3, 0.02),
                new Calibration(-2, 2, 10),
                KindFusion.NEIGHBOURS,
                new Thresholds(0.5, 0.7));
        manifest.set("answerRules", JSON.valueToTree(rules));
        return manifest;
    }

    private void writeReduction(Path file) throws IOException {
        float[] std = new float[features];
        Arrays.fill(std, 1);
        float[][] axes = new float[LABELS.size()][features];
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis][axis] = 1;
        }
        Reduction reduction = Reduction.principalComponents(new float[features], std, axes);
        try (ParquetWriter<Group> writer = writer(file, REDUCTION)) {
            for (ReductionTable.Row row : ReductionTable.rows(reduction)) {
                Group group = new SimpleGroup(REDUCTION);
                group.append(ReductionTable.PART, row.part()).append(ReductionTable.NUMBER, row.row());
                append(group.addGroup(ReductionTable.VALUES), row.values());
                writer.write(group);
            }
        }
    }

    private void writeVectors(Path file, int part) throws IOException {
        try (ParquetWriter<Group> writer = writer(file, VECTORS)) {
            for (int photo = part; photo < photos; photo += partFiles) {
                float[] vector = new float[vectorLength];
                vector[photo % LABELS.size()] = 1;
                Group group = new SimpleGroup(VECTORS);
                group.append("label", label(photo)).append("photo", photo(photo));
                append(group.addGroup("vector"), vector);
                writer.write(group);
            }
        }
    }

    private void writeExemplars(Path file) throws IOException {
        try (ParquetWriter<Group> writer = writer(file, EXEMPLARS)) {
            for (int position = 0; position < exemplars; position++) {
                for (String label : LABELS) {
                    Group group = new SimpleGroup(EXEMPLARS);
                    group.append(ExemplarTable.LABEL, label)
                            .append(ExemplarTable.POSITION, position)
                            .append(ExemplarTable.PHOTO, photo(position))
                            .append(ExemplarTable.JPEG, Binary.fromConstantByteArray(exemplar(label, position)));
                    writer.write(group);
                }
            }
        }
    }

    private static String label(int photo) {
        return LABELS.get(photo % LABELS.size());
    }

    private static String photo(int number) {
        return "photos/%s/%d.jpg".formatted(label(number), number);
    }

    private ParquetWriter<Group> writer(Path file, MessageType schema) throws IOException {
        return writer(file, schema, rowGroupRows);
    }

    static ParquetWriter<Group> writer(Path file, MessageType schema, int rowGroupRows) throws IOException {
        return ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withRowGroupRowCountLimit(rowGroupRows)
                .build();
    }

    static void append(Group array, float[] values) {
        for (float value : values) {
            array.addGroup("list").append("element", value);
        }
    }
}
