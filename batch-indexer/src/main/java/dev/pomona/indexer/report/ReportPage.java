package dev.pomona.indexer.report;

import dev.pomona.model.index.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The page an operator reads: one file that loads nothing else. */
final class ReportPage {

    private static final Html STYLE = style();

    private final List<Section> sections;

    ReportPage(Plots plots) {
        sections = List.of(
                new Section("indexed", "What was indexed", new IndexedSection()::html),
                new Section("accuracy", "Accuracy", new AccuracySection(plots.calibration())::html),
                new Section("confusions", "Worst confusions", new ConfusionSection()::html),
                new Section("labels", "Labels", new LabelSection()::html),
                new Section("variance", "Variance", new VarianceSection(plots.scree())::html),
                new Section("map", "Map", new MapSection(plots.map())::html),
                new Section("rejects", "Rejects", new RejectSection()::html),
                new Section("timings", "Timings", new TimingSection()::html));
    }

    Html html(RunReport report) {
        Manifest manifest = report.manifest();
        return Html.fill(
                """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="referrer" content="no-referrer">
                <link rel="icon" href="data:,">
                <title>Index {}</title>
                <style>
                {}
                </style>
                </head>
                <body>
                <header>
                <p class="eyebrow">Pomona · report of an indexing run</p>
                <h1>Index {}</h1>
                <p class="outcome">{}</p>
                <p class="soft">Begun {}</p>
                <nav>{}</nav>
                </header>
                <main>
                {}
                </main>
                <footer>All figures of this page, uncut: {}, beside it.</footer>
                </body>
                </html>
                """,
                manifest.version(),
                STYLE,
                manifest.version(),
                report.outcome(),
                manifest.createdAt(),
                Html.join(sections.stream().map(Section::link).toList()),
                Html.join(sections.stream().map(section -> section.html(report)).toList()),
                ReportWriter.METRICS);
    }

    private static Html style() {
        try (InputStream css =
                Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.css"), "report.css is missing")) {
            return new Html(new String(css.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
