/** The weights of MobileNetV2 and the files they are read from. */
@NullMarked
package dev.pomona.model.features.weights;

import org.jspecify.annotations.NullMarked;
