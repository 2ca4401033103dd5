package dev.pomona.model.recognition;

import dev.pomona.model.neighbours.Neighbour;

/**
 * A label's score by {@link NeighbourVoting}.
 *
 * @param label the label
 * @param score the votes for it, in units of similarity: its best similarity, and a little more for each further vote
 * @param margin its score less the best score of another label; below 0 for all labels but the first
 * @param nearest its most similar photo
 */
public record LabelScore(String label, double score, double margin, Neighbour nearest) {}
