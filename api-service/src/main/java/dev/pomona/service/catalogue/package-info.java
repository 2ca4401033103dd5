/** Cards of the fruits, and the fruit of each label. */
@NullMarked
package dev.pomona.service.catalogue;

import org.jspecify.annotations.NullMarked;
