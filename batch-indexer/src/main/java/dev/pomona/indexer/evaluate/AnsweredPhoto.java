package dev.pomona.indexer.evaluate;

import dev.pomona.model.neighbours.SearchResult;

/**
 * A held-out photo and what a search in the index found for it.
 *
 * @param label its true label; empty for a negative
 * @param negative whether it shows no fruit
 * @param hits what was found
 */
record AnsweredPhoto(String label, boolean negative, SearchResult hits) {}
