package dev.pomona.indexer.exemplars;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The choice of a label's exemplars, one after the other: first the most typical photo, then photos that are typical and
 * differ from those before (maximal marginal relevance, Carbonell and Goldstein 1998), from another folder where there is
 * one. Of photos that were taken together one is chosen, and of copies too.
 */
final class ExemplarChoice {

    /** Weight of being typical against being unlike those before; what is odd must not win by being unlike. */
    private static final double TYPICAL = 2;

    private final List<Candidate> left;
    private final List<Candidate> chosen = new ArrayList<>();

    ExemplarChoice(List<Candidate> candidates) {
        this.left = new ArrayList<>(candidates);
        // Not by the order of a shuffle: every run chooses the same photos.
        this.left.sort(
                Comparator.comparingDouble(Candidate::similarity).reversed().thenComparing(Candidate::photo));
    }

    /** Proposes the next exemplar; empty if none is left that differs from those accepted. */
    Optional<Candidate> next() {
        left.removeIf(this::isLikeOneBefore);
        Optional<Candidate> best = best(left.stream()
                        .filter(candidate -> chosen.stream()
                                .noneMatch(before -> before.folder().equals(candidate.folder())))
                        .toList())
                .or(() -> best(left));
        best.ifPresent(left::remove);
        return best;
    }

    /** Accepts a proposal: later ones differ from it. */
    void accept(Candidate candidate) {
        chosen.add(candidate);
    }

    private boolean isLikeOneBefore(Candidate candidate) {
        return chosen.stream().anyMatch(before -> isOfGroup(candidate, before) || isCopy(candidate, before));
    }

    private static boolean isOfGroup(Candidate candidate, Candidate before) {
        return candidate.group().equals(before.group()) && candidate.source().equals(before.source());
    }

    /** By their bytes: in an index of few labels all photos of one have nearly the same vector. */
    private static boolean isCopy(Candidate candidate, Candidate before) {
        return candidate.contentHash().equals(before.contentHash());
    }

    /** Returns the first of the best ones. */
    private Optional<Candidate> best(List<Candidate> among) {
        return among.stream()
                .max(Comparator.comparingDouble(this::score)
                        .thenComparing(Comparator.comparing(Candidate::photo).reversed()));
    }

    private double score(Candidate candidate) {
        double nearest =
                chosen.stream().mapToDouble(candidate::similarityTo).max().orElse(0);
        return TYPICAL * candidate.similarity() - nearest;
    }
}
