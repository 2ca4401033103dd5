/** Cards of fruits and vegetables, and the card and variety of each label. */
@NullMarked
package dev.pomona.model.catalogue;

import org.jspecify.annotations.NullMarked;
