/** From the nearest neighbours of a photo to an answer with a calibrated confidence. */
@NullMarked
package dev.pomona.model.recognition;

import org.jspecify.annotations.NullMarked;
