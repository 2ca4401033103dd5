package dev.pomona.service.index;

import org.jspecify.annotations.Nullable;

/**
 * A photo that a version does not hold, because it could not be used.
 *
 * @param photo its name
 * @param reason a stable code
 * @param detail what is wrong with it, for people; null where the code says it all
 */
public record Reject(String photo, String reason, @Nullable String detail) {}
