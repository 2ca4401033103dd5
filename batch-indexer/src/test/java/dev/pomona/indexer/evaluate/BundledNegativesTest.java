package dev.pomona.indexer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.evaluate.IndexSearch.Found;
import dev.pomona.indexer.evaluate.IndexSearch.Query;
import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.neighbours.SearchResult;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BundledNegativesTest {

    private static final List<Found> FRUIT = times(20, "photos", 0.8f);

    private static List<Found> times(int count, String source, float similarity) {
        List<Neighbour> nearest = List.of(new Neighbour("1", "Kiwi", similarity));
        return IntStream.range(0, count)
                .mapToObj(any -> new Found(
                        new Query(source, "", "", true, new float[0], null), new SearchResult(nearest, nearest)))
                .toList();
    }

    @Test
    void aBundledGroupThatLooksLikeWhatIsIndexedIsLeftOut() {
        List<Found> clothes = times(3, "bundled clothes", 0.1f);
        List<Found> packages = times(3, "bundled packages", 0.9f);
        BundledNegatives negatives = BundledNegatives.among(
                Stream.concat(clothes.stream(), packages.stream()).toList(), FRUIT);
        assertThat(negatives.kept()).isEqualTo(clothes);
        assertThat(negatives.bundled()).isEqualTo(3);
        assertThat(negatives.notes())
                .containsExactly("bundled packages look like what is indexed, and are no negatives");
    }

    @Test
    void negativesOfOnesOwnAlwaysCount() {
        List<Found> own = times(3, "my-clothes", 0.9f);
        BundledNegatives negatives = BundledNegatives.among(own, FRUIT);
        assertThat(negatives.kept()).isEqualTo(own);
        assertThat(negatives.bundled()).isZero();
        assertThat(negatives.notes()).isEmpty();
    }

    @Test
    void saysWhereThereAreNone() {
        assertThat(BundledNegatives.among(List.of(), FRUIT).notes())
                .singleElement()
                .asString()
                .contains("not measured");
    }
}
