/** Decides whether a new version may become current. */
@NullMarked
package dev.pomona.indexer.gate;

import org.jspecify.annotations.NullMarked;
