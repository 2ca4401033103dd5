/** Everything that ends a run, and its exit code. */
@NullMarked
package dev.pomona.indexer.failure;

import org.jspecify.annotations.NullMarked;
