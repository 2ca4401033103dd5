/** The stages of a job: list, featurise, hold out, fit, evaluate, write, publish. */
@NullMarked
package dev.pomona.indexer.stages;

import org.jspecify.annotations.NullMarked;
