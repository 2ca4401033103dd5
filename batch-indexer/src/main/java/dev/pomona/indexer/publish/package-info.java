/** Versions of an index in its store: the one being built, the current one, and what dead runs left. */
@NullMarked
package dev.pomona.indexer.publish;

import org.jspecify.annotations.NullMarked;
