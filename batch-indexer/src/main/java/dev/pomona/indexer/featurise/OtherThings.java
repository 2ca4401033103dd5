package dev.pomona.indexer.featurise;

import dev.pomona.indexer.photos.PackedFeatures;
import dev.pomona.indexer.photos.PhotoRow;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bundled feature vectors of what an index does not hold: clothes, packages, scenes without fruit, and common fruit. They
 * come from the bundled network ({@code deploy/other-things.sh}); features of another one cannot be compared with them.
 *
 * <p>What is no fruit is queried as negatives, and the fruit of kinds that an index lacks shows how it answers fruit that
 * nobody indexed: an index of few kinds has no photos that would.
 */
public final class OtherThings {

    /** Beginning of the sources of the queries. */
    public static final String SOURCE = "bundled ";

    /** None, where another network is used. */
    public static final OtherThings NONE = new OtherThings("", List.of());

    private static final String FRUIT = "fruit";
    private static final String RESOURCE = "other-things.bin.gz";

    private final String fingerprint;
    private final List<Thing> things;

    /**
     * A thing.
     *
     * @param group what it is: clothes, packages, scenes or fruit
     * @param label what it is in detail; of fruit the label
     * @param features of its centre
     */
    private record Thing(String group, String label, float[] features) {

        boolean isFruit() {
            return group.equals(FRUIT);
        }

        PhotoRow query(int number) {
            PhotoRow row = new PhotoRow();
            row.setSource(SOURCE + group);
            row.setPhoto(SOURCE + number);
            // No folder has such a name.
            row.setLabel(SOURCE + group + "/" + label);
            row.setContentHash(SOURCE + number);
            row.setQuery(true);
            row.setNegative(!isFruit());
            row.setQueryFeatures(PackedFeatures.pack(new float[][] {features}));
            return row;
        }
    }

    private OtherThings(String fingerprint, List<Thing> things) {
        this.fingerprint = fingerprint;
        this.things = List.copyOf(things);
    }

    /** Reads the bundled vectors. */
    public static OtherThings bundled() {
        try (@Nullable InputStream resource = OtherThings.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing");
            }
            DataInputStream data = new DataInputStream(new GZIPInputStream(resource));
            String fingerprint = data.readUTF();
            List<Thing> things = new ArrayList<>();
            int dimension = data.readInt();
            for (int left = data.readInt(); left > 0; left--) {
                things.add(new Thing(data.readUTF(), data.readUTF(), features(data, dimension)));
            }
            return new OtherThings(fingerprint, things);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a vector: the step, and for each feature a number of steps from 0 to 255. */
    private static float[] features(DataInputStream data, int dimension) throws IOException {
        float step = data.readFloat();
        byte[] steps = data.readNBytes(dimension);
        float[] features = new float[steps.length];
        for (int i = 0; i < features.length; i++) {
            features[i] = step * Byte.toUnsignedInt(steps[i]);
        }
        return features;
    }

    /** Returns whether they are features of the extractor with this fingerprint. */
    public boolean fit(String extractor) {
        return fingerprint.equals(extractor);
    }

    /** Returns what is no fruit, with the features of one view. */
    public List<PhotoRow> negatives() {
        return queries(thing -> !thing.isFruit());
    }

    /**
     * Returns fruit with the features of one view.
     *
     * @param which tells of a label whether it is taken
     */
    public List<PhotoRow> fruit(Predicate<String> which) {
        return queries(thing -> thing.isFruit() && which.test(thing.label()));
    }

    private List<PhotoRow> queries(Predicate<Thing> which) {
        return IntStream.range(0, things.size())
                .filter(number -> which.test(things.get(number)))
                .mapToObj(number -> things.get(number).query(number))
                .toList();
    }
}
