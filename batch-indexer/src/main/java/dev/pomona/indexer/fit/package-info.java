/** Fitting: the statistics of the features, the principal components and the discriminant. */
@NullMarked
package dev.pomona.indexer.fit;

import org.jspecify.annotations.NullMarked;
