package dev.pomona.indexer.report;

import java.util.function.Function;

/** A part of the page with a heading, and how its content comes from the report. */
record Section(String id, String title, Function<RunReport, Html> content) {

    Html link() {
        return Html.fill("<a href=\"#{}\">{}</a>", id, title);
    }

    Html html(RunReport report) {
        return Html.fill("""
                <section id="{}">
                <h2>{}</h2>
                {}
                </section>""", id, title, content.apply(report));
    }
}
