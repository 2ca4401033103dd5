package dev.pomona.service.index;

import dev.pomona.model.index.Checksum;
import dev.pomona.model.index.ExemplarTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Small pictures of what the labels of an index look like, in memory. A picture is named by its content, so that an address
 * always shows the same picture, says nothing of the label's spelling, and holds across versions of the index.
 */
public final class Exemplars {

    /** No pictures: those of an index without them. */
    public static final Exemplars NONE = new Builder().build();

    /** Where pictures are served, below the service's address. */
    public static final String PATH = "/exemplars/";

    /** Most bytes of all pictures together: 10,000 of the usual size. */
    private static final long MAX_BYTES = 64L << 20;

    /** Half of a SHA-256. */
    private static final int ID_LENGTH = 32;

    private final Map<String, List<String>> links;
    private final Map<String, byte[]> pictures;

    private Exemplars(Map<String, List<String>> links, Map<String, byte[]> pictures) {
        this.links = links;
        this.pictures = pictures;
    }

    /** Returns the paths of the pictures of a label, the most typical first; empty if it has none. */
    public List<String> of(String label) {
        return links.getOrDefault(label, List.of());
    }

    /** Returns the labels that have pictures, in alphabetical order. */
    public Set<String> labels() {
        return links.keySet();
    }

    /**
     * Returns the JPEG file of a picture, not a copy.
     *
     * @param id the last segment of its path
     */
    public Optional<byte[]> picture(String id) {
        return Optional.ofNullable(pictures.get(id));
    }

    /** Collects pictures in the order of their table, as long as there is room for them. */
    static final class Builder {

        private final Map<String, List<String>> links = new TreeMap<>();
        private final Map<String, byte[]> pictures = new HashMap<>();
        private final long maxBytes;
        private long bytes;
        private int leftOut;

        Builder() {
            this(MAX_BYTES);
        }

        Builder(long maxBytes) {
            this.maxBytes = maxBytes;
        }

        void add(String label, byte[] jpeg) {
            if (jpeg.length > ExemplarTable.MAX_BYTES || bytes + jpeg.length > maxBytes) {
                leftOut++;
                return;
            }
            String id = Checksum.of(jpeg).substring(0, ID_LENGTH);
            if (pictures.put(id, jpeg) == null) {
                bytes += jpeg.length;
            }
            links.computeIfAbsent(label, same -> new ArrayList<>()).add(PATH + id);
        }

        /** Returns how many pictures there was no room for. */
        int leftOut() {
            return leftOut;
        }

        Exemplars build() {
            links.replaceAll((label, paths) -> List.copyOf(paths));
            return new Exemplars(links, pictures);
        }
    }
}
