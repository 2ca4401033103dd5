package dev.pomona.indexer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.evaluate.HeldOutDetails;
import dev.pomona.indexer.report.RunReport.MapPoint;
import dev.pomona.model.index.Manifest.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MapGroupsTest {

    @Test
    void coloursEveryLabelUpToTwenty() {
        MapGroups groups = MapGroups.of(labels(20));

        assertThat(groups.coloured()).hasSize(20);
        assertThat(groups.otherLabels()).isZero();
        assertThat(groups.others()).isEmpty();
    }

    @Test
    void coloursTheTwelveWithMostPhotosBeyond() {
        MapGroups groups = MapGroups.of(labels(21));

        assertThat(groups.coloured().keySet())
                .containsExactlyElementsOf(IntStream.range(0, 12)
                        .mapToObj(i -> "label " + (20 - i))
                        .toList());
        assertThat(groups.otherLabels()).isEqualTo(9);
        assertThat(groups.others()).extracting(MapPoint::label).hasSize(9).doesNotContain("label 20", "label 9");
    }

    @Test
    void leavesOutPointsThatAreNoNumbers() {
        RunReport report =
                map(Map.of("Kiwi", 1L), List.of(new MapPoint("Kiwi", Double.NaN, 0), new MapPoint("Kiwi", 1, 2)));

        assertThat(MapGroups.of(report).coloured())
                .containsExactly(Map.entry("Kiwi", List.of(new MapPoint("Kiwi", 1, 2))));
    }

    /** One point of each of the labels 0, 1 ..., of which the n-th has n photos. */
    private static RunReport labels(int number) {
        Map<String, Long> photos = new TreeMap<>();
        IntStream.range(0, number).forEach(i -> photos.put("label " + i, (long) i));
        return map(
                photos,
                photos.keySet().stream()
                        .map(label -> new MapPoint(label, label.hashCode(), 1))
                        .toList());
    }

    private static RunReport map(Map<String, Long> photos, List<MapPoint> points) {
        return SampleReports.report(photos, Map.of(), List.of(), Evaluation.NONE, HeldOutDetails.NONE, points);
    }
}
