/** Feedback about answers: signed tokens, validation, and storage. */
@NullMarked
package dev.pomona.service.feedback;

import org.jspecify.annotations.NullMarked;
