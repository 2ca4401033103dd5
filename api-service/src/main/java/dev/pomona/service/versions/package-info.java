/** The versions of the index, as operators see and change them. */
@NullMarked
package dev.pomona.service.versions;

import org.jspecify.annotations.NullMarked;
