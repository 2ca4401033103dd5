/** Backbones as TensorFlow SavedModels, run by DJL. */
@NullMarked
package dev.pomona.model.features.tensorflow;

import org.jspecify.annotations.NullMarked;
