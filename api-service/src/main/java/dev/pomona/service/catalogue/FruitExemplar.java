package dev.pomona.service.catalogue;

/**
 * A picture of what a fruit looks like.
 *
 * @param label the label that it shows
 * @param picture path of the picture, below the service's address
 */
public record FruitExemplar(String label, String picture) {}
