/** Parameters of a run, validated when they are constructed. */
@NullMarked
package dev.pomona.indexer.parameters;

import org.jspecify.annotations.NullMarked;
