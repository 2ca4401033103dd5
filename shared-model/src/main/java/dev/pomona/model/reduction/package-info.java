/** From 1280 features to one short vector of unit length. */
@NullMarked
package dev.pomona.model.reduction;

import org.jspecify.annotations.NullMarked;
