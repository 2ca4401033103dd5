/** From the nearest neighbours of a photo to an answer that says how sure it is. */
@NullMarked
package dev.pomona.model.recognition;

import org.jspecify.annotations.NullMarked;
