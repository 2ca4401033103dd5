/** Who changed what, and when. */
@NullMarked
package dev.pomona.service.audit;

import org.jspecify.annotations.NullMarked;
