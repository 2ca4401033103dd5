package dev.pomona.indexer.report;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Manifest.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the version holds, and what was asked of the run. */
final class IndexedSection {

    Html html(RunReport report) {
        Manifest manifest = report.manifest();
        return Html.fill(
                """
                <div class="tiles">
                {}
                {}
                {}
                {}
                </div>
                <dl>
                {}
                {}
                </dl>""",
                new Tile(Numbers.count(manifest.counts().photos()), "photos").html(),
                new Tile(Numbers.count(manifest.counts().labels().size()), "labels").html(),
                new Tile(Numbers.count(manifest.counts().rejects()), "photos rejected").html(),
                new Tile(Numbers.count(manifest.reduction().dimension()), "dimensions").html(),
                contents(manifest),
                parameters(manifest.parameters()));
    }

    private static Html contents(Manifest manifest) {
        Manifest.ReductionSummary reduction = manifest.reduction();
        return Html.join(List.of(
                entry("Photos from", codes(manifest.sources(), "nowhere")),
                entry(
                        "Reduction",
                        "%s features → %s components → %s dimensions"
                                .formatted(
                                        Numbers.count(reduction.features()),
                                        Numbers.count(reduction.components()),
                                        Numbers.count(reduction.dimension()))),
                entry("Extractor’s fingerprint", code(manifest.fingerprint()))));
    }

    private static Html parameters(Parameters asked) {
        return Html.join(List.of(
                entry("Labels from", asked.labelFrom()),
                entry("Taken", codes(asked.include(), "all photos")),
                entry("Left out", codes(asked.exclude(), "none")),
                entry("Most photos a label", orElse(asked.perLabel(), "no limit")),
                entry("Groups from", asked.groupFrom() == null ? "each photo stands alone" : code(asked.groupFrom())),
                entry("Views a photo", asked.views()),
                entry("Components", orElse(asked.components(), "to explain " + Numbers.percent(asked.variance()))),
                entry("Discriminant", asked.discriminant() + ", shrinkage " + asked.shrinkage())));
    }

    private static Html entry(String term, Object description) {
        return Html.fill("<dt>{}</dt><dd>{}</dd>", term, description);
    }

    private static Object orElse(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static Html codes(List<String> texts, String otherwise) {
        return texts.isEmpty()
                ? Html.text(otherwise)
                : Html.join(texts.stream().map(IndexedSection::code).toList());
    }

    private static Html code(String text) {
        return Html.fill("<code>{}</code>", text);
    }
}
