/** Exemplars: the photos that show best what a label looks like, as small pictures. */
@NullMarked
package dev.pomona.indexer.exemplars;

import org.jspecify.annotations.NullMarked;
