/** Features of photos, extracted on the executors or taken from the cache. */
@NullMarked
package dev.pomona.indexer.featurise;

import org.jspecify.annotations.NullMarked;
