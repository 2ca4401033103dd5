/** The stages of a job: list, featurise, hold out, fit, evaluate, write, gate, publish. */
@NullMarked
package dev.pomona.indexer.stages;

import org.jspecify.annotations.NullMarked;
