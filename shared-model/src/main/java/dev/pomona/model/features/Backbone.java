package dev.pomona.model.features;

import dev.pomona.model.index.Checksum;
import dev.pomona.model.recognition.Thresholds;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A network that turns pictures into features, as its {@code backbone.json} describes it: see {@code docs/backbones.md}.
 *
 * @param name for people, letters, digits and {@code ._-}
 * @param version for people
 * @param inputSide side of its pictures, in pixels
 * @param channelOrder order of the colours in a pixel
 * @param scale factor for each channel of its input, of values from 0 to 255
 * @param offset added to each channel after the factor
 * @param dimension number of features of a picture
 * @param precisions numbers that it can calculate with; {@link Precision#FLOAT32} at least
 * @param thresholds of the answers from an index without an evaluation set
 * @param files SHA-256 of each file beside {@code backbone.json}, by its name; {@value #GRAPH} at least
 */
public record Backbone(
        String name,
        String version,
        int inputSide,
        ChannelOrder channelOrder,
        List<Double> scale,
        List<Double> offset,
        int dimension,
        List<Precision> precisions,
        Thresholds thresholds,
        SortedMap<String, String> files) {

    static final String GRAPH = "saved_model.pb";

    /** To be raised with any change that alters the pixels of a view for the same photo. */
    static final String PREPROCESSING = "views-1";

    private static final int MOST_PIXELS = 2048;
    private static final int MOST_FEATURES = 65_536;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if a member is missing or impossible; the message names it */
    public Backbone {
        require(name != null && NAME.matcher(name).matches(), "name: letters, digits and ._-");
        require(version != null && NAME.matcher(version).matches(), "version: letters, digits and ._-");
        require(inputSide >= 1 && inputSide <= MOST_PIXELS, "inputSide: from 1 to " + MOST_PIXELS + " pixels");
        require(channelOrder != null, "channelOrder: RGB or BGR");
        require(isOfChannels(scale), "scale: three numbers, one a channel");
        require(isOfChannels(offset), "offset: three numbers, one a channel");
        require(dimension >= 1 && dimension <= MOST_FEATURES, "dimension: from 1 to " + MOST_FEATURES + " features");
        precisions = precisions == null ? List.of(Precision.FLOAT32) : List.copyOf(precisions);
        require(precisions.contains(Precision.FLOAT32), "precisions: FLOAT32 at least");
        require(thresholds != null, "thresholds: those of an index without an evaluation set");
        require(files != null && files.containsKey(GRAPH), "files: the SHA-256 of " + GRAPH + " at least");
        files.forEach((file, hash) -> {
            require(FILE.matcher(file).matches(), "files: '" + file + "' is no name of a file in the folder");
            require(SHA_256.matcher(hash).matches(), "files: the SHA-256 of " + file + " has 64 hexadecimal digits");
        });
        scale = List.copyOf(scale);
        offset = List.copyOf(offset);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    private static boolean isOfChannels(@Nullable List<@Nullable Double> numbers) {
        return numbers != null
                && numbers.size() == InputScaling.CHANNELS
                && numbers.stream().allMatch(number -> number != null && Double.isFinite(number));
    }

    private static void require(boolean condition, String member) {
        if (!condition) {
            throw new IllegalArgumentException(member);
        }
    }

    /**
     * Returns what decides about features: the graph, and the way from a photo's bytes to its input. Features of backbones with
     * different fingerprints must never be compared. Names, thresholds and precisions do not count.
     *
     * @return {@code sha256:} and 64 hexadecimal digits
     */
    public String fingerprint() {
        StringBuilder text = new StringBuilder(String.join(
                "\n",
                PREPROCESSING,
                Integer.toString(inputSide),
                channelOrder.name(),
                scale.toString(),
                offset.toString(),
                Integer.toString(dimension)));
        for (Map.Entry<String, String> file : files.entrySet()) {
            text.append('\n').append(file.getKey()).append(' ').append(file.getValue());
        }
        return "sha256:" + Checksum.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the precision that this machine is fastest with among those that the backbone has. */
    public Precision fastest() {
        Precision fastest = Precision.fastest();
        return precisions.contains(fastest) ? fastest : Precision.FLOAT32;
    }

    /** Returns name and version, as messages have them. */
    @Override
    public String toString() {
        return name + " " + version;
    }
}
