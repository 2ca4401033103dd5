package dev.pomona.model.recognition;

import dev.pomona.model.neighbours.Neighbour;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The answer to a photo.
 *
 * @param status how to take the first label
 * @param familiarity how much the photo is like those of the index, in the units of {@link Thresholds}
 * @param candidates labels, most probable first; never empty
 * @param neighbours the indexed photos that voted, nearest first
 * @param doubts why it is less certain than its neighbours say; mostly empty
 */
public record Recognition(
        Status status, double familiarity, List<Candidate> candidates, List<Neighbour> neighbours, Set<Doubt> doubts) {

    public Recognition {
        candidates = List.copyOf(candidates);
        neighbours = List.copyOf(neighbours);
        doubts = Set.copyOf(doubts);
    }

    public Candidate best() {
        return candidates.get(0);
    }

    /** Returns the same answer in this doubt too. */
    public Recognition doubted(Doubt doubt) {
        Set<Doubt> all = EnumSet.of(doubt);
        all.addAll(doubts);
        return new Recognition(
                status.atBest(doubt.atBest()),
                familiarity,
                candidates.stream()
                        .map(candidate -> candidate.withConfidence(doubt.share() * candidate.confidence()))
                        .toList(),
                neighbours,
                all);
    }

    /** Returns the status that these doubts leave of another one, that of a kind for instance. */
    public Status limited(Status other) {
        return doubts.stream().map(Doubt::atBest).reduce(other, Status::atBest);
    }

    /**
     * Returns candidate groups of labels, most probable first: each under its group's name, with the confidence of its labels
     * together and its nearest photo.
     *
     * @param groupOf the name of the group that a label belongs to
     */
    public List<Candidate> grouped(UnaryOperator<String> groupOf) {
        Map<String, Candidate> groups = new LinkedHashMap<>();
        candidates.forEach(label -> groups.merge(groupOf.apply(label.label()), label, Candidate::and));
        return groups.entrySet().stream()
                .map(group -> group.getValue().named(group.getKey()))
                .sorted(Candidate.MOST_PROBABLE_FIRST)
                .toList();
    }
}
