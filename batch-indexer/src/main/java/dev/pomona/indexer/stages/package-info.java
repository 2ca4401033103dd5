/** The stages of a job: list, featurise, fit, write. */
@NullMarked
package dev.pomona.indexer.stages;

import org.jspecify.annotations.NullMarked;
