package dev.pomona.model.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Card and variety of a label, as an entry of {@code labels.json}.
 *
 * @param fruit id of its card; null for things that are no fruit
 * @param variety the variety, where the label names one
 * @param name display name of a thing that is no fruit
 */
record LabelEntry(
        @Nullable String fruit,
        @Nullable Text<String> variety,
        @Nullable Text<String> name) {

    /** Of a label of which nothing is known. */
    static final LabelEntry NOTHING = new LabelEntry(null, null, null);
}
