package dev.pomona.indexer.report;

import java.util.List;

/** How each label fares, worst first. */
final class LabelSection {

    private static final int SHOWN = 150;

    Html html(RunReport report) {
        List<LabelRow> rows = LabelRow.of(report);
        if (rows.isEmpty()) {
            return new Html("<p>The index has no labels.</p>");
        }
        Table table = new Table(
                Table.Column.words("Label"),
                Table.Column.number("Indexed"),
                Table.Column.number("Asked"),
                Table.Column.number("Right"),
                Table.Column.number("Right in five"),
                Table.Column.number("Share right"),
                Table.Column.bar(""));
        for (LabelRow row : rows) {
            table.row(
                    row.result().label(),
                    Numbers.count(row.indexed()),
                    asked(row, row.result().asked()),
                    asked(row, row.result().right()),
                    asked(row, row.result().rightInFive()),
                    Numbers.percent(row.result().right(), row.result().asked()),
                    row.wasAsked() ? Table.bar(row.shareRight()) : Html.NOTHING);
        }
        return table.html(SHOWN);
    }

    private static String asked(LabelRow row, long photos) {
        return row.wasAsked() ? Numbers.count(photos) : Numbers.NONE;
    }
}
