/** What people say about answers: whether they were right, and what they should have been. */
@NullMarked
package dev.pomona.service.feedback;

import org.jspecify.annotations.NullMarked;
