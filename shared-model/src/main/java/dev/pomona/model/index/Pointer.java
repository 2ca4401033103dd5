package dev.pomona.model.index;

/**
 * The pointer to the current version as it was read.
 *
 * @param current its content
 * @param tag the tag of {@value IndexLayout#CURRENT} at that moment
 */
public record Pointer(CurrentVersion current, String tag) {}
