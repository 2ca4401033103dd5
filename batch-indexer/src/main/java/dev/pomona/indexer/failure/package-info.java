/** Reasons for which a run fails, and their exit codes. */
@NullMarked
package dev.pomona.indexer.failure;

import org.jspecify.annotations.NullMarked;
