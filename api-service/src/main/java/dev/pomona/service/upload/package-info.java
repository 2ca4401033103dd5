/** Uploaded photos: rate limit, size limits, memory budgets, the bulkhead and decoding. */
@NullMarked
package dev.pomona.service.upload;

import org.jspecify.annotations.NullMarked;
