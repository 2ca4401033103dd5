/** Loading, checking and serving an index. */
@NullMarked
package dev.pomona.service.index;

import org.jspecify.annotations.NullMarked;
