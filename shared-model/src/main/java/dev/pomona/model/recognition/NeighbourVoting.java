package dev.pomona.model.recognition;

import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.neighbours.SearchResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Voting of the nearest neighbours: each for its label, with weight {@code exp(similarity / temperature)} (a
 * distance-weighted nearest-neighbour rule, Dudani 1976). A label's score is {@code temperature x log(sum of its
 * weights)}, its smoothed best similarity, so that scores can be compared with similarities. Labels without a voter
 * score the similarity of their nearest photo.
 *
 * @param neighbours how many vote
 * @param temperature in units of cosine similarity, above 0; a low one favours the nearest, a high one the majority
 */
public record NeighbourVoting(int neighbours, double temperature) {

    /** Labels that take part: as many as an answer may list. */
    public static final int LABELS = 20;

    /** The score that stands in where there is no other label: the lowest a cosine can be. */
    private static final double NO_RIVAL = -1;

    public NeighbourVoting {
        if (neighbours < 1 || !(temperature > 0)) {
            throw new IllegalArgumentException(
                    "a vote needs neighbours and a temperature above 0: " + neighbours + ", " + temperature);
        }
    }

    /** Returns the labels with their scores, highest first. */
    public List<LabelScore> scores(SearchResult result) {
        return scores(List.of(result));
    }

    /**
     * Returns the labels with their mean score over several photos of one fruit, highest first. Where a photo does not see a label
     * among its nearest, the label gets the lowest score that photo gives.
     */
    public List<LabelScore> scores(List<SearchResult> photos) {
        Map<String, Neighbour> nearest = new LinkedHashMap<>();
        for (SearchResult result : photos) {
            result.labels().forEach(photo -> nearest.merge(photo.label(), photo, NeighbourVoting::nearer));
        }
        List<Map<String, Double>> scores = photos.stream().map(this::scoresOf).toList();
        List<Scored> ranked = nearest.values().stream()
                .map(photo -> new Scored(photo, mean(photo.label(), scores)))
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .toList();
        List<LabelScore> labelScores = new ArrayList<>();
        for (Scored label : ranked) {
            int rival = labelScores.isEmpty() ? 1 : 0;
            double margin =
                    label.score() - (rival < ranked.size() ? ranked.get(rival).score() : NO_RIVAL);
            labelScores.add(new LabelScore(label.nearest().label(), label.score(), margin, label.nearest()));
        }
        return labelScores;
    }

    /** A label's nearest photo and its score. */
    private record Scored(Neighbour nearest, double score) {}

    private Map<String, Double> scoresOf(SearchResult result) {
        Map<String, Double> nearest = new HashMap<>();
        result.labels().forEach(photo -> nearest.put(photo.label(), (double) photo.similarity()));
        Map<String, Double> votes = new HashMap<>();
        for (Neighbour voter : result.nearest()
                .subList(0, Math.min(neighbours, result.nearest().size()))) {
            // Measured from the label's nearest photo: that one weighs 1, and no exponential leaves its range.
            double lag = voter.similarity() - nearest.getOrDefault(voter.label(), (double) voter.similarity());
            votes.merge(voter.label(), Math.exp(lag / temperature), Double::sum);
        }
        Map<String, Double> scores = new HashMap<>();
        nearest.forEach((label, similarity) ->
                scores.put(label, similarity + temperature * Math.log(votes.getOrDefault(label, 1.0))));
        return scores;
    }

    private static double mean(String label, List<Map<String, Double>> photos) {
        return photos.stream()
                .mapToDouble(scores -> scores.getOrDefault(label, lowest(scores)))
                .average()
                .orElseThrow();
    }

    private static double lowest(Map<String, Double> scores) {
        return scores.values().stream().mapToDouble(Double::doubleValue).min().orElse(NO_RIVAL);
    }

    private static Neighbour nearer(Neighbour a, Neighbour b) {
        return a.similarity() >= b.similarity() ? a : b;
    }
}
