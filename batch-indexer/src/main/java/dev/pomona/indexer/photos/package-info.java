/** First stage: which photos there are and what their labels are. */
@NullMarked
package dev.pomona.indexer.photos;

import org.jspecify.annotations.NullMarked;
