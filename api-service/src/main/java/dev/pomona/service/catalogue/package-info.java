/** Cards of the fruits, in the language of a request. */
@NullMarked
package dev.pomona.service.catalogue;

import org.jspecify.annotations.NullMarked;
