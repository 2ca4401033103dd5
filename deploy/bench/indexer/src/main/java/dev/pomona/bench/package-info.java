/** Measurements of parts of the indexer, for the scripts of {@code deploy/bench}. */
@NullMarked
package dev.pomona.bench;

import org.jspecify.annotations.NullMarked;
