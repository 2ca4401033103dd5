package dev.pomona.indexer.report;

import java.util.ArrayList;
import java.util.List;

/** A table of the page; a long one is cut and says so. */
final class Table {

    private final List<Column> columns;
    private final List<Html> rows = new ArrayList<>();

    Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** A column's heading, and whether it holds words, numbers or a bar. */
    record Column(String heading, String kind) {

        static Column words(String heading) {
            return new Column(heading, "words");
        }

        static Column number(String heading) {
            return new Column(heading, "number");
        }

        static Column bar(String heading) {
            return new Column(heading, "bar");
        }

        private Html cell(Object content) {
            return Html.fill("<td class=\"{}\">{}</td>", kind, content);
        }

        private Html head() {
            return Html.fill("<th scope=\"col\" class=\"{}\">{}</th>", kind, heading);
        }
    }

    /** Adds a row, one cell a column: markup as it is, anything else escaped. */
    void row(Object... cells) {
        List<Html> row = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            row.add(columns.get(i).cell(cells[i]));
        }
        rows.add(Html.fill("<tr>{}</tr>", Html.join(row)));
    }

    /** A bar as long as this share, 0 to 1, of its cell. */
    static Html bar(double share) {
        double percent = Double.isFinite(share) ? 100 * Math.max(0, Math.min(1, share)) : 0;
        return Html.fill("<span class=\"track\"><span style=\"width:{}%\"></span></span>", Math.round(percent));
    }

    /** The table with its first rows, and where there are more, a line that says where to find them. */
    Html html(int most) {
        return Html.fill(
                """
                <div class="scroll" tabindex="0">
                <table>
                <thead><tr>{}</tr></thead>
                <tbody>
                {}
                </tbody>
                </table>
                </div>
                {}""",
                Html.join(columns.stream().map(Column::head).toList()),
                Html.join(rows.stream().limit(most).toList()),
                rows.size() > most ? cut(most) : Html.NOTHING);
    }

    private Html cut(int most) {
        return Html.fill(
                "<p class=\"note\">The first {} of {} rows; {} has all.</p>",
                Numbers.count(most),
                Numbers.count(rows.size()),
                ReportWriter.METRICS);
    }
}
