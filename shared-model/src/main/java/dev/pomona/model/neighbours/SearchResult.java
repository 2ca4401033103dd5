package dev.pomona.model.neighbours;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The result of a search.
 *
 * @param nearest the nearest photos, nearest first
 * @param labels the nearest photo of each label, for the nearest labels, nearest first
 */
public record SearchResult(List<Neighbour> nearest, List<Neighbour> labels) implements Serializable {

    private static final Comparator<Neighbour> NEAREST_FIRST =
            Comparator.comparingDouble(Neighbour::similarity).reversed().thenComparing(Neighbour::photo);

    /** Merges the results of searching two parts of one index, as if it had been searched whole. */
    public SearchResult merge(SearchResult other, int neighbours, int labelCount) {
        return new SearchResult(
                first(neighbours, merged(nearest, other.nearest)),
                first(labelCount, oneEach(merged(labels, other.labels))));
    }

    private static List<Neighbour> merged(List<Neighbour> a, List<Neighbour> b) {
        return Stream.concat(a.stream(), b.stream()).sorted(NEAREST_FIRST).toList();
    }

    private static List<Neighbour> oneEach(List<Neighbour> neighbours) {
        Set<String> seen = new HashSet<>();
        return neighbours.stream()
                .filter(neighbour -> seen.add(neighbour.label()))
                .toList();
    }

    /** A list of its own, which every serialisation knows. */
    private static List<Neighbour> first(int count, List<Neighbour> neighbours) {
        return new ArrayList<>(neighbours.subList(0, Math.min(count, neighbours.size())));
    }
}
