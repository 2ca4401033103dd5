package dev.pomona.indexer.evaluate;

import dev.pomona.model.neighbours.Hits;

/**
 * A held-out photo and what a search in the index found for it.
 *
 * @param label its true label
 * @param hits what was found
 */
record AnsweredPhoto(String label, Hits hits) {}
