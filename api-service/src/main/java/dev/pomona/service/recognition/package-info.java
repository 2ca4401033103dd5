/** POST /recognize: from the request's bytes to the answer. */
@NullMarked
package dev.pomona.service.recognition;

import org.jspecify.annotations.NullMarked;
