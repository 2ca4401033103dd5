/** Stages as the operator sees them, and as the record of the run keeps them. */
@NullMarked
package dev.pomona.indexer.progress;

import org.jspecify.annotations.NullMarked;
