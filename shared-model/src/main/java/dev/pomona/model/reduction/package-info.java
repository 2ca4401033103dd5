/** From the features of a picture to one short vector of unit length. */
@NullMarked
package dev.pomona.model.reduction;

import org.jspecify.annotations.NullMarked;
