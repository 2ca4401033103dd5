package dev.pomona.indexer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pomona.indexer.evaluate.EvaluationResult;
import dev.pomona.indexer.evaluate.EvaluationResult.CalibrationBin;
import dev.pomona.indexer.evaluate.EvaluationSet;
import dev.pomona.indexer.report.RunReport.MapPoint;
import dev.pomona.model.index.Manifest.Evaluation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knowm.xchart.XYChart;

class ReportWriterTest {

    private static final String UNDRAWN = "could not be drawn";

    /** Three of them are drawn in a full report. */
    private static final Pattern PICTURE = Pattern.compile("src=\"data:image/png;base64,([^\"]+)\"");

    @Test
    void writesAPageAndTheFigures() {
        assertThat(new ReportWriter().files(SampleReports.bare())).containsOnlyKeys("index.html", "metrics.json");
    }

    @Test
    void figuresCanBeReadBack() throws IOException {
        RunReport report = SampleReports.full(SampleReports.GROCERIES);

        byte[] metrics = new ReportWriter().files(report).get("metrics.json");

        assertThat(new ObjectMapper().readValue(metrics, RunReport.class)).isEqualTo(report);
        assertThat(new String(metrics, StandardCharsets.UTF_8)).contains("\n  \"comparison\" :");
    }

    @Test
    void namesTheVersionAndWhyItDidNotPassTheGate() {
        RunReport report = SampleReports.full(SampleReports.GROCERIES);

        assertThat(page(report))
                .contains("<h1>Index " + report.manifest().version() + "</h1>")
                .contains("it failed the quality gate")
                .contains("<code>LOST_LABELS</code> 1 of the 41 labels: &lt;Quince&gt; (allowed by the operator)")
                .contains("<code>LESS_ACCURATE</code> 2.1 points less</p>")
                .contains("Of 1,402 photos held out of both versions")
                .contains("alone recognises 61, this one alone 32", "p = 0.002")
                .contains(report.manifest().fingerprint())
                .contains("s3://photos/groceries/");
    }

    @Test
    void everySectionIsThereAndLinked() {
        String page = page(SampleReports.full(SampleReports.GROCERIES));

        for (String id :
                List.of("indexed", "accuracy", "confusions", "labels", "variance", "map", "rejects", "timings")) {
            assertThat(page).containsOnlyOnce("<section id=\"" + id + "\">").containsOnlyOnce("href=\"#" + id + "\"");
        }
    }

    @Test
    void showsTheFiguresOfTheRun() {
        assertThat(page(SampleReports.full(SampleReports.GROCERIES)))
                .contains("1,563 held-out photos were queried (s3://photos/held-out/).")
                .contains("<strong>91.2\u00a0%</strong>", "<strong>97.8\u00a0%</strong>")
                .contains("640 photos of no fruit (negatives) were queried.", "<strong>0.957</strong>")
                .contains("412 of 1,280 components were kept")
                .contains("The elbow of the cumulative curve is at 172 components", "Satopää")
                .contains("not a picture format we read", "<code>Kiwi/&lt;b&gt;.jpg</code>")
                .contains("by their first and second discriminant direction")
                .contains("2\u00a0min 12\u00a0s", "Total 2\u00a0min 58\u00a0s");
    }

    @Test
    void namesTheSampleAndHowConfidenceWasFitted() {
        assertThat(page(SampleReports.full(SampleReports.GROCERIES)))
                .contains("They are a sample of 9,876, the same share of each label.")
                .contains("12 others were not: their labels are not in the index.")
                .contains(
                        "UNKNOWN below familiarity 0.609. A kind is RECOGNISED from familiarity 0.609 and confidence 0.987, its"
                                + " label is certain too from confidence 0.800.")
                .contains("Platt scaling", "Guo et al.", "are cross-fitted");
    }

    @Test
    void showsEachSourceOfTheEvaluationSet() {
        assertThat(page(SampleReports.full(SampleReports.GROCERIES)))
                .contains("<td class=\"words\">web</td><td class=\"number\">363</td>", "90.3\u00a0%", "40.2\u00a0%")
                .contains(
                        "1,563 of these photos were queried again without their kinds in the index: 64.1\u00a0% are UNKNOWN");
    }

    @Test
    void tablesAndPlotsAreScrolledWhereTheyDoNotFit() {
        String page = page(SampleReports.full(SampleReports.GROCERIES));

        assertThat(page.split("<div class=\"scroll\" tabindex=\"0\">\n<table>", -1))
                .hasSize(6);
        assertThat(page).contains("style=\"min-width:675px\" width=\"900\"", "style=\"min-width:465px\" width=\"620\"");
    }

    @Test
    void drawsThreePicturesTwiceAsLargeAsShown() throws IOException {
        String page = page(SampleReports.full(SampleReports.GROCERIES));

        List<MatchResult> pictures = PICTURE.matcher(page).results().toList();
        assertThat(pictures).hasSize(3);
        for (MatchResult picture : pictures) {
            byte[] png = Base64.getDecoder().decode(picture.group(1));
            int width = ImageIO.read(new ByteArrayInputStream(png)).getWidth();
            assertThat(page)
                    .contains("width=\"" + width / 2 + "\" " + picture.group().substring(0, 40));
        }
        assertThat(page).doesNotContain(UNDRAWN);
    }

    @Test
    void loadsNothingFromElsewhere() {
        String page = page(SampleReports.full(SampleReports.GROCERIES));

        assertThat(Pattern.compile("(?:src|href|srcset|action)\\s*=\\s*[\"']?([^\"'>\\s]{0,12})")
                        .matcher(page)
                        .results()
                        .map(reference -> reference.group(1))
                        .toList())
                .hasSizeGreaterThan(10)
                .allMatch(target -> target.startsWith("#") || target.startsWith("data:"));
        assertThat(page).doesNotContain("http:", "https:", "@import", "url(", "<script");
    }

    @Test
    void showsLabelsReasonsStagesAndPathsAsTextWhateverTheyHold() {
        String nasty = "<script>alert(\"'&\")</script>";
        RunReport report = SampleReports.full(List.of(nasty, "</style><b>"));
        RunReport nastyAllOver = new RunReport(
                report.manifest(),
                Map.of(nasty, 1L),
                Map.of(nasty, List.of(nasty)),
                report.explainedVariance(),
                report.heldOut(),
                report.map(),
                Map.of(nasty, 1.0),
                report.comparison(),
                Map.of(nasty, nasty));

        assertThat(page(nastyAllOver))
                .doesNotContain("<script", "</style><b>", "alert(\"'")
                .contains("&lt;script&gt;alert(&quot;&#39;&amp;&quot;)&lt;/script&gt;")
                .contains("&lt;/style&gt;&lt;b&gt;")
                .doesNotContain(UNDRAWN);
    }

    @Test
    void saysWhatARunDidWithout() {
        assertThat(page(SampleReports.bare()))
                .contains("Nothing was held out, so the accuracy of the index is unknown.")
                .contains("Note: nothing was held out")
                .contains("<p>Nothing was held out.</p>")
                .contains("No components were fitted.")
                .contains("There are no coordinates")
                .contains("No photo was rejected.")
                .doesNotContain("<img", UNDRAWN, "NaN", "null");
    }

    @Test
    void cutsTheTablesOfAThousandLabelsAndSaysSo() {
        RunReport report = SampleReports.full(
                IntStream.range(0, 1000).mapToObj(i -> "label " + i).toList());

        String page = page(report);

        assertThat(page)
                .contains("The first 30 of 1,000 rows; metrics.json has all.")
                .contains("The first 150 of 1,000 rows; metrics.json has all.")
                .contains("Coloured: the 12 labels most often confused; grey: the 988 others.");
        String worst = LabelRow.of(report).get(149).result().label();
        String better = LabelRow.of(report).get(150).result().label();
        String labels =
                page.substring(page.indexOf("<section id=\"labels\">"), page.indexOf("<section id=\"variance\">"));
        assertThat(labels).contains(">" + worst + "<").doesNotContain(">" + better + "<");
    }

    @Test
    void writesTheRestWherePlotsCannotBeDrawn() {
        Function<RunReport, XYChart> noFonts = report -> {
            throw new InternalError("wrapped", new IllegalStateException("Fontconfig head is null"));
        };
        Function<RunReport, XYChart> noNatives = report -> {
            throw new NoClassDefFoundError("Could not initialize class <sun.font>");
        };
        Function<RunReport, XYChart> broken = report -> {
            throw new IllegalStateException("nothing to draw");
        };

        String page = page(
                new ReportWriter(new Plots(noFonts, noNatives, broken)), SampleReports.full(SampleReports.GROCERIES));

        assertThat(page)
                .doesNotContain("<img")
                .contains("Fontconfig head is null", "class &lt;sun.font&gt;", "nothing to draw")
                .contains("412 of 1,280 components were kept", "<section id=\"timings\">");
        assertThat(page.split(UNDRAWN, -1)).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("smallReports")
    void drawsHoweverLittleThereIs(RunReport report) {
        String page = page(report);

        assertThat(page).doesNotContain(UNDRAWN);
        assertThat(PICTURE.matcher(page).results()).hasSize(3);
    }

    static Stream<RunReport> smallReports() {
        return Stream.of(
                small(List.of(1.0), new CalibrationBin(1, 1, 1), new MapPoint("Kiwi", 0, 0)),
                small(List.of(0.6, 0.4), new CalibrationBin(3, 0, 0), new MapPoint("", 1e9, -1e9)),
                small(List.of(0.0, 0.0, 0.0), new CalibrationBin(3, 0.5, 0), new MapPoint("\u200b\n\t", 1e-9, 0)),
                small(List.of(0.7, 0.2, 0.1), new CalibrationBin(3, 0.5, 1), new MapPoint("猕猴桃 🥝".repeat(20), 2, 2)));
    }

    private static RunReport small(List<Double> variance, CalibrationBin bin, MapPoint point) {
        return SampleReports.report(
                Map.of(point.label(), 1L),
                Map.of(),
                variance,
                Evaluation.NONE,
                new EvaluationResult.Details(EvaluationSet.NONE, List.of(), List.of(), List.of(bin), false),
                List.of(point));
    }

    private static String page(RunReport report) {
        return page(new ReportWriter(), report);
    }

    private static String page(ReportWriter writer, RunReport report) {
        return new String(writer.files(report).get(ReportWriter.PAGE), StandardCharsets.UTF_8);
    }
}
