/** Second stage: from files to features, on the executors. */
@NullMarked
package dev.pomona.indexer.featurise;

import org.jspecify.annotations.NullMarked;
