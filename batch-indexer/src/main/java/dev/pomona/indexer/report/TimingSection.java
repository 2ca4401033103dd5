package dev.pomona.indexer.report;

import java.util.Map;

/** How long each stage took. */
final class TimingSection {

    private static final int SHOWN = 100;

    Html html(RunReport report) {
        Map<String, Double> stages = report.stageSeconds();
        if (stages.isEmpty()) {
            return new Html("<p>No stage was timed.</p>");
        }
        double all = stages.values().stream().mapToDouble(Double::doubleValue).sum();
        Table table = new Table(
                Table.Column.words("Stage"),
                Table.Column.number("Took"),
                Table.Column.number("Of all"),
                Table.Column.bar(""));
        stages.forEach((stage, seconds) ->
                table.row(stage, Numbers.duration(seconds), Numbers.percent(seconds / all), Table.bar(seconds / all)));
        return Html.fill("{}<p>Together {}.</p>", table.html(SHOWN), Numbers.duration(all));
    }
}
