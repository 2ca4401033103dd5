package dev.pomona.indexer.report;

/** A figure that matters, large, with what it counts. */
record Tile(String figure, String meaning) {

    Html html() {
        return Html.fill("<div class=\"tile\"><strong>{}</strong><span>{}</span></div>", figure, meaning);
    }
}
