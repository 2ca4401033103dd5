/** What the operator asked for, checked. */
@NullMarked
package dev.pomona.indexer.parameters;

import org.jspecify.annotations.NullMarked;
