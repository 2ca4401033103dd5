package dev.pomona.indexer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.evaluate.EvaluationResult;
import dev.pomona.indexer.evaluate.EvaluationResult.Confusion;
import dev.pomona.indexer.evaluate.EvaluationSet;
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
        MapGroups groups = MapGroups.of(labels(20, List.of()));

        assertThat(groups.coloured()).hasSize(20);
        assertThat(groups.otherLabels()).isZero();
        assertThat(groups.others()).isEmpty();
    }

    @Test
    void beyondColoursTheMostConfusedAndOthersSpreadOverTheAlphabet() {
        List<Confusion> confusions =
                List.of(new Confusion("label 13", "label 20", 5), new Confusion("label 20", "label 7", 2));

        MapGroups groups = MapGroups.of(labels(33, confusions));

        assertThat(groups.coloured().keySet())
                .hasSize(12)
                .startsWith("label 20", "label 13", "label 7")
                // of the other thirty, every third or fourth
                .endsWith(
                        "label 0",
                        "label 11",
                        "label 15",
                        "label 19",
                        "label 22",
                        "label 25",
                        "label 29",
                        "label 31",
                        "label 5");
        assertThat(groups.confused()).isEqualTo(3);
        assertThat(groups.otherLabels()).isEqualTo(21);
        assertThat(groups.others()).extracting(MapPoint::label).hasSize(21).doesNotContain("label 20", "label 7");
    }

    @Test
    void leavesOutPointsThatAreNoNumbers() {
        RunReport report = map(
                Map.of("Kiwi", 1L),
                List.of(new MapPoint("Kiwi", Double.NaN, 0), new MapPoint("Kiwi", 1, 2)),
                List.of());

        assertThat(MapGroups.of(report).coloured())
                .containsExactly(Map.entry("Kiwi", List.of(new MapPoint("Kiwi", 1, 2))));
    }

    /** One point of each of the labels 0, 1 ... */
    private static RunReport labels(int number, List<Confusion> confusions) {
        Map<String, Long> photos = new TreeMap<>();
        IntStream.range(0, number).forEach(i -> photos.put("label " + i, (long) i));
        return map(
                photos,
                photos.keySet().stream()
                        .map(label -> new MapPoint(label, label.hashCode(), 1))
                        .toList(),
                confusions);
    }

    private static RunReport map(Map<String, Long> photos, List<MapPoint> points, List<Confusion> confusions) {
        EvaluationResult.Details heldOut =
                new EvaluationResult.Details(EvaluationSet.NONE, List.of(), confusions, List.of(), false);
        return SampleReports.report(photos, Map.of(), List.of(), Evaluation.NONE, heldOut, points);
    }
}
