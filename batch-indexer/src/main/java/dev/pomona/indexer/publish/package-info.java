/** Last stage: a version is written whole, then named current. */
@NullMarked
package dev.pomona.indexer.publish;

import org.jspecify.annotations.NullMarked;
