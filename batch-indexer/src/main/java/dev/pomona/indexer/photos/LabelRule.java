package dev.pomona.indexer.photos;

import dev.pomona.model.catalogue.Spelling;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Where a photo's label is written: in the name of its folder, of the folder above, or in a table with the columns
 * {@code photo} (its name in the index) and {@code label}.
 *
 * @param kind which of these
 * @param table the table, a CSV file with a header; null unless the kind is {@link Kind#CSV}
 */
public record LabelRule(Kind kind, @Nullable String table) implements Serializable {

    /**
     * Reason of rejects that lie beside the folders of labels. They do not count as {@linkplain
     * dev.pomona.indexer.failure.Failure#TOO_MANY_REJECTS too many}: what is wrong is their place, not the photos.
     */
    public static final String NO_LABEL_FOLDER = "NO_LABEL_FOLDER";

    private static final String CSV_PREFIX = "csv:";

    /** The kinds of rule. */
    public enum Kind {
        PARENT,
        GRANDPARENT,
        CSV
    }

    /**
     * Reads {@code parent}, {@code grandparent} or {@code csv:FILE}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static LabelRule parse(String text) {
        if (text.equals("parent")) {
            return new LabelRule(Kind.PARENT, null);
        }
        if (text.equals("grandparent")) {
            return new LabelRule(Kind.GRANDPARENT, null);
        }
        if (text.startsWith(CSV_PREFIX) && text.length() > CSV_PREFIX.length()) {
            return new LabelRule(Kind.CSV, text.substring(CSV_PREFIX.length()));
        }
        throw new IllegalArgumentException(
                "a label comes from parent, grandparent or csv:FILE, not from '" + text + "'");
    }

    /**
     * Returns the label that the folders of a photo give; empty where a table has to, or where it lies in no such folder.
     *
     * @param name path of the photo below its source, whose own name is no label
     */
    String ofName(String name) {
        return switch (kind) {
            case PARENT -> folder(name, 1);
            case GRANDPARENT -> folder(name, 2);
            case CSV -> "";
        };
    }

    /** Name of the folder this many levels above a file; empty if there is none. */
    private static String folder(String name, int levels) {
        String[] parts = name.split("/", -1);
        int at = parts.length - 1 - levels;
        return at >= 0 ? Spelling.visible(parts[at]) : "";
    }

    @Override
    public String toString() {
        return switch (kind) {
            case PARENT -> "parent";
            case GRANDPARENT -> "grandparent";
            case CSV -> CSV_PREFIX + table;
        };
    }
}
