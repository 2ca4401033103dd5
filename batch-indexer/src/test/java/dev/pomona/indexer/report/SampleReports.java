package dev.pomona.indexer.report;

import dev.pomona.indexer.evaluate.EvaluationResult;
import dev.pomona.indexer.evaluate.EvaluationResult.CalibrationBin;
import dev.pomona.indexer.evaluate.EvaluationResult.Confusion;
import dev.pomona.indexer.evaluate.EvaluationResult.LabelResult;
import dev.pomona.indexer.evaluate.EvaluationSet;
import dev.pomona.indexer.evaluate.PairedComparison;
import dev.pomona.indexer.report.RunReport.MapPoint;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Manifest.Evaluation;
import dev.pomona.model.index.Violation;
import dev.pomona.model.recognition.AnswerRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Made-up reports. */
final class SampleReports {

    static final List<String> GROCERIES = List.of(
            "Apple Granny Smith",
            "Apple Golden 1",
            "Apple Braeburn",
            "Apple Pink Lady",
            "Avocado",
            "Banana",
            "Beetroot",
            "Carrot",
            "Cauliflower",
            "Cherry",
            "Clementine",
            "Cucumber",
            "Fig",
            "Grape Blue",
            "Kiwi",
            "Leek",
            "Lemon",
            "Lime",
            "Mango",
            "Melon Piel de Sapo",
            "Nectarine",
            "Onion Red",
            "Orange",
            "Papaya",
            "Passion fruit",
            "Peach",
            "Pear Abate",
            "Pear Conference",
            "Pepper Green",
            "Pepper Orange",
            "Pepper Red",
            "Pineapple",
            "Plum",
            "Pomegranate",
            "Potato",
            "Satsuma",
            "Tomato",
            "Tomato Vine",
            "Watermelon",
            "Zucchini");

    private SampleReports() {}

    /** A run with everything in it, on these labels. */
    static RunReport full(List<String> labels) {
        Random random = new Random(7);
        Map<String, Long> indexed = new TreeMap<>();
        List<LabelResult> results = new ArrayList<>();
        List<Confusion> confusions = new ArrayList<>();
        List<MapPoint> map = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            indexed.put(label, 40L + random.nextInt(400));
            long asked = 20 + random.nextInt(40);
            long right = asked - random.nextInt(12);
            results.add(new LabelResult(label, asked, right, right + (asked - right) / 2));
            confusions.add(new Confusion(label, labels.get((i + 1) % labels.size()), (asked - right + 1) / 2));
            double first = 5 * random.nextGaussian();
            double second = 4 * random.nextGaussian();
            for (int point = 0; point < 30; point++) {
                map.add(new MapPoint(label, first + random.nextGaussian(), second + random.nextGaussian()));
            }
        }
        confusions.sort(Comparator.comparing(Confusion::queries).reversed());
        Evaluation evaluation = new Evaluation(
                "s3://photos/held-out/",
                new Manifest.Accuracy(1_563, 0.912, 0.978, 0.781, 0.963, 0.048, 0.0213),
                new Manifest.OutOfDistribution(640, 170L, 0.083, 0.011, 0.957),
                new Manifest.UnseenKinds(1_563, 0.641, 0.061, 0.148),
                List.of(
                        new Manifest.SourceAccuracy(
                                "shop",
                                new Manifest.Accuracy(1_200, 0.942, 0.988, 0.831, 0.973, 0.038, 0.0183),
                                new Manifest.Accuracy(1_200, 0.967, 0.995, 0.901, 0.981, 0.038, null),
                                0.987),
                        new Manifest.SourceAccuracy(
                                "web",
                                new Manifest.Accuracy(363, 0.612, 0.853, 0.281, 0.903, 0.081, 0.0613),
                                new Manifest.Accuracy(363, 0.713, 0.891, 0.402, 0.912, 0.081, null),
                                0.941)),
                List.of("labels <of> one photo"));
        List<CalibrationBin> bins = new ArrayList<>();
        for (int bin = 1; bin < 10; bin++) {
            double confidence = 0.05 + bin / 10.0;
            bins.add(new CalibrationBin(20L * bin * bin, confidence, Math.min(1, confidence - 0.04 + bin % 3 * 0.04)));
        }
        return report(
                indexed,
                Map.of("broken", 7L, "too many pixels", 2L, "not a picture format we read", 21L, "empty", 4L),
                variances(1280),
                evaluation,
                new EvaluationResult.Details(
                        new EvaluationSet("s3://photos/held-out/", 1_563, 9_876, 12, 640, 640),
                        results,
                        confusions,
                        bins,
                        true),
                map);
    }

    /** A run with nothing in it that can be left out. */
    static RunReport bare() {
        return report(
                Map.of("Kiwi", 3L), Map.of(), List.of(), Evaluation.NONE, EvaluationResult.Details.NONE, List.of());
    }

    static RunReport report(
            Map<String, Long> indexed,
            Map<String, Long> rejects,
            List<Double> explainedVariance,
            Evaluation evaluation,
            EvaluationResult.Details heldOut,
            List<MapPoint> map) {
        Manifest manifest = new Manifest(
                Manifest.FORMAT_VERSION,
                "20261121T084400Z-3f9a",
                "2026-11-21T08:44:00Z",
                "9c1185a5c5e9fc54612808977ee8f548b2258d31e6f0a8b0d3c1f2a4b5c6d7e8",
                List.of("s3://photos/groceries/", "s3://photos/fruits-360/Training/"),
                new Manifest.Parameters(
                        1, 4, 0.99, null, "lda", 0.1, List.of(), List.of("**/thumbs/**"), "folder", null, "(.*)_\\d+"),
                new Manifest.Counts(
                        indexed.values().stream().mapToLong(Long::longValue).sum(),
                        rejects.values().stream().mapToLong(Long::longValue).sum(),
                        indexed,
                        rejects),
                new Manifest.ReductionSummary(
                        1280, 412, 39, explainedVariance.stream().limit(412).toList()),
                AnswerRules.UNMEASURED,
                evaluation,
                List.of(
                        new Violation(Violation.Code.LOST_LABELS, "1 of the 41 labels: <Quince>", true),
                        new Violation(Violation.Code.LESS_ACCURATE, "2.1 points less", false)),
                List.of());
        Map<String, Double> stages = new LinkedHashMap<>();
        stages.put("list", 3.4);
        stages.put("featurise", 131.8);
        stages.put("fit", 22.7);
        stages.put("evaluate", 14.1);
        stages.put("publish", 6.2);
        return new RunReport(
                manifest,
                rejects,
                rejects.isEmpty() ? Map.of() : Map.of("not a picture format we read", List.of("Kiwi/<b>.jpg")),
                explainedVariance,
                heldOut,
                map,
                stages,
                new PairedComparison(1_402, 61, 32),
                Map.of("Kiwi", "kiwi"));
    }

    /** Shares that fall with the square root, then vanish: about what PCA of photos gives. */
    private static List<Double> variances(int components) {
        List<Double> raw = new ArrayList<>();
        for (int i = 0; i < components; i++) {
            raw.add(Math.pow(i + 3, -0.9) * Math.exp(-i / 180.0));
        }
        double all = raw.stream().mapToDouble(Double::doubleValue).sum();
        return raw.stream().map(share -> share / all).toList();
    }
}
