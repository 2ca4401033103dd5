package dev.pomona.model.neighbours;

import java.io.Serializable;

/**
 * An indexed photo near the query.
 *
 * @param photo its path as indexed
 * @param label its label
 * @param similarity cosine of the angle between the two reduced vectors, -1 to 1
 */
public record Neighbour(String photo, String label, float similarity) implements Serializable {}
