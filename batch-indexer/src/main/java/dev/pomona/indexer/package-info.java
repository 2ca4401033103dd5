/** The Spark job that turns labelled photos into an index: the whole pipeline in {@link dev.pomona.indexer.job.IndexJob}. */
@NullMarked
package dev.pomona.indexer;

import org.jspecify.annotations.NullMarked;
