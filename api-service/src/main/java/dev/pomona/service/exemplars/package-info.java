/** Exemplars: pictures of what a label looks like, and which ones a kind has. */
@NullMarked
package dev.pomona.service.exemplars;

import org.jspecify.annotations.NullMarked;
