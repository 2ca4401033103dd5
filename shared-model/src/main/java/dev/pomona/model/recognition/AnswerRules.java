package dev.pomona.model.recognition;

import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.neighbours.SearchResult;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules that turn search results into an answer; measured when an index is built, and stored in its manifest. */
public record AnswerRules(NeighbourVoting neighbourVoting, Calibration calibration, Thresholds thresholds) {

    /**
     * The rules of an index without an evaluation set: fitted on 196 phone photos of 52 fruits and vegetables that
     * neither the network nor an index of two other sets had seen (docs/decisions/0004).
     */
    public static final AnswerRules UNMEASURED = new AnswerRules(
            new NeighbourVoting(10, 0.02), new Calibration(-2.12, 2.46, 11.68), new Thresholds(0.585, 0.7));

    /** The answer to one or several photos of one fruit. */
    public Recognition answer(List<SearchResult> photos) {
        List<Candidate> candidates = calibration.candidates(neighbourVoting.scores(photos));
        Set<String> listed = new HashSet<>(); // an indexed photo may be near several photos of the request
        List<Neighbour> nearestFirst = photos.stream()
                .flatMap(result -> result.nearest().stream())
                .sorted(Comparator.comparingDouble(Neighbour::similarity).reversed())
                .filter(neighbour -> listed.add(neighbour.photo()))
                .toList();
        Status status = thresholds.status(
                nearestFirst.get(0).similarity(), candidates.get(0).confidence(), Candidate.second(candidates));
        return new Recognition(status, candidates, nearestFirst, Set.of());
    }
}
