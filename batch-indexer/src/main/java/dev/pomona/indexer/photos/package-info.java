/** Photos, their storage, names, labels and groups. */
@NullMarked
package dev.pomona.indexer.photos;

import org.jspecify.annotations.NullMarked;
