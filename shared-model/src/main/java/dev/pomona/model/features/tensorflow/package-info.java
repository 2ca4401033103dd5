/** MobileNetV2 as a frozen TensorFlow graph, run by DJL. */
@NullMarked
package dev.pomona.model.features.tensorflow;

import org.jspecify.annotations.NullMarked;
