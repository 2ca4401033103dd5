/** Uploaded photos: their limits, the memory they may take, and their decoding. */
@NullMarked
package dev.pomona.service.upload;

import org.jspecify.annotations.NullMarked;
