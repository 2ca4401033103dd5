package dev.pomona.model.recognition;

import dev.pomona.model.neighbours.Hits;
import dev.pomona.model.neighbours.Neighbour;
import java.util.Comparator;
import java.util.List;

/** The rules by which what a search found becomes an answer; measured when an index is made and stored in it. */
public record AnswerRules(Vote vote, Calibration calibration, Thresholds thresholds) {

    /**
     * The rules where nothing was held out to measure them: fitted on 196 phone photos of 52 fruits and vegetables that
     * neither the network nor an index of two other sets had seen (docs/decisions/0004).
     */
    public static final AnswerRules UNMEASURED =
            new AnswerRules(new Vote(10, 0.02), new Calibration(-2.12, 2.46, 11.68), new Thresholds(0.585, 0.7));

    /** The answer to one or several photos of one fruit. */
    public Recognition answer(List<Hits> photos) {
        List<Candidate> candidates = vote.count(photos).stream()
                .map(tally -> new Candidate(tally.label(), calibration.confidence(tally), tally.nearest()))
                .sorted(Comparator.comparingDouble(Candidate::confidence).reversed())
                .toList();
        List<Neighbour> nearestFirst = photos.stream()
                .flatMap(hits -> hits.nearest().stream())
                .sorted(Comparator.comparingDouble(Neighbour::similarity).reversed())
                .toList();
        Status status = thresholds.status(
                nearestFirst.get(0).similarity(), candidates.get(0).confidence());
        return new Recognition(status, candidates, nearestFirst);
    }
}
