/** The job that runs all stages. */
@NullMarked
package dev.pomona.indexer.job;

import org.jspecify.annotations.NullMarked;
