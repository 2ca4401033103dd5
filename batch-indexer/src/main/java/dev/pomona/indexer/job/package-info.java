/** The whole job: its stages in their order. */
@NullMarked
package dev.pomona.indexer.job;

import org.jspecify.annotations.NullMarked;
