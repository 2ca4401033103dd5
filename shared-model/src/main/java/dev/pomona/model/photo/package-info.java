/** From the bytes of an upload to upright pixels: formats, limits, EXIF orientation, views. */
@NullMarked
package dev.pomona.model.photo;

import org.jspecify.annotations.NullMarked;
