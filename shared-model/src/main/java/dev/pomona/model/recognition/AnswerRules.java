package dev.pomona.model.recognition;

import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.neighbours.SearchResult;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The rules that turn search results into an answer; measured when an index is built, and stored in its manifest. */
public record AnswerRules(
        NeighbourVoting neighbourVoting, Calibration calibration, KindFusion fusion, Thresholds thresholds) {

    /**
     * The rules of an index without an evaluation set, which has no classifier either: fitted on 1,108 photos of six sources
     * that the bundled network was not trained on (docs/decisions/0020).
     */
    public static final AnswerRules UNMEASURED = new AnswerRules(
            new NeighbourVoting(10, 0.02),
            new Calibration(-2.86, 4.38, 14.42),
            KindFusion.NEIGHBOURS,
            new Thresholds(0.609, 0.609, 0.8, 0.987));

    /** Returns {@link #UNMEASURED} with the thresholds of a network. */
    public static AnswerRules unmeasured(Thresholds ofNetwork) {
        return new AnswerRules(UNMEASURED.neighbourVoting, UNMEASURED.calibration, UNMEASURED.fusion, ofNetwork);
    }

    /**
     * Returns the answer to one or several photos of one fruit.
     *
     * @param kindOf the kind of a label, as the classifier of the index names it
     */
    public Recognition answer(List<Evidence> photos, UnaryOperator<String> kindOf) {
        List<SearchResult> results = photos.stream().map(Evidence::neighbours).toList();
        List<Candidate> candidates = fusion.candidates(votes(results), photos, kindOf);
        Set<String> listed = new HashSet<>(); // an indexed photo may be near several photos of the request
        List<Neighbour> nearestFirst = results.stream()
                .flatMap(result -> result.nearest().stream())
                .sorted(Comparator.comparingDouble(Neighbour::similarity).reversed())
                .filter(neighbour -> listed.add(neighbour.photo()))
                .toList();
        double familiarity =
                photos.stream().mapToDouble(Evidence::familiarity).max().orElseThrow();
        Status status = thresholds.status(familiarity, candidates.get(0).confidence(), Candidate.second(candidates));
        return new Recognition(status, familiarity, candidates, nearestFirst, Set.of());
    }

    /** Returns the labels with the confidence that the neighbours alone give, most probable first. */
    public List<Candidate> votes(List<SearchResult> photos) {
        return calibration.candidates(neighbourVoting.scores(photos));
    }
}
