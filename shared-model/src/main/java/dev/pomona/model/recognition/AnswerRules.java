package dev.pomona.model.recognition;

import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.neighbours.SearchResult;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The rules that turn search results into an answer; measured when an index is built, and stored in its manifest. */
public record AnswerRules(NeighbourVoting neighbourVoting, Calibration calibration, Thresholds thresholds) {

    /**
     * The rules of an index without an evaluation set: fitted on 196 phone photos of 52 fruits and vegetables that
     * neither the network nor an index of two other sets had seen (docs/decisions/0004).
     */
    public static final AnswerRules UNMEASURED = new AnswerRules(
            new NeighbourVoting(10, 0.02), new Calibration(-2.12, 2.46, 11.68), new Thresholds(0.585, 0.7));

    /** Each label's probability is estimated on its own, so that their sum may pass 1. */
    private static final double MOST_BY_SUM = 0.99;

    private static final Comparator<Candidate> MOST_PROBABLE_FIRST =
            Comparator.comparingDouble(Candidate::confidence).reversed();

    /** The answer to one or several photos of one fruit. */
    public Recognition answer(List<SearchResult> photos) {
        List<Candidate> candidates = candidates(photos);
        Set<String> listed = new HashSet<>(); // an indexed photo may be near several photos of the request
        List<Neighbour> nearestFirst = photos.stream()
                .flatMap(result -> result.nearest().stream())
                .sorted(Comparator.comparingDouble(Neighbour::similarity).reversed())
                .filter(neighbour -> listed.add(neighbour.photo()))
                .toList();
        Status status = thresholds.status(
                nearestFirst.get(0).similarity(), candidates.get(0).confidence());
        return new Recognition(status, candidates, nearestFirst);
    }

    /**
     * Candidate groups of labels, most probable first: each under its group's name, and with its nearest photo. The
     * votes of a group's labels are pooled, and its margin is the one over the best other group. A group is never less
     * probable than its labels together (up to 0.99), and than each of them.
     *
     * @param groupOf the name of the group that a label belongs to
     */
    public List<Candidate> groups(List<SearchResult> photos, UnaryOperator<String> groupOf) {
        Map<String, Double> least = candidates(photos).stream()
                .collect(Collectors.toMap(
                        candidate -> groupOf.apply(candidate.label()), Candidate::confidence, AnswerRules::either));
        return candidates(photos.stream().map(result -> result.renamed(groupOf)).toList()).stream()
                .map(group -> group.atLeast(least.getOrDefault(group.label(), 0.0)))
                .sorted(MOST_PROBABLE_FIRST)
                .toList();
    }

    /** The probability of one of two labels, of which only one can be right. */
    private static double either(double one, double other) {
        return Math.max(Math.max(one, other), Math.min(one + other, MOST_BY_SUM));
    }

    private List<Candidate> candidates(List<SearchResult> photos) {
        return neighbourVoting.scores(photos).stream()
                .map(score -> new Candidate(score.label(), calibration.confidence(score), score.nearest()))
                .sorted(MOST_PROBABLE_FIRST)
                .toList();
    }
}
