/** Evaluation of an index with held-out photos, and its comparison with the current version. */
@NullMarked
package dev.pomona.indexer.evaluate;

import org.jspecify.annotations.NullMarked;
