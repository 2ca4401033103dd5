package dev.pomona.indexer.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Why photos could not be used. */
final class RejectSection {

    private static final int SHOWN = 50;

    Html html(RunReport report) {
        if (report.rejects().isEmpty()) {
            return new Html("<p>No photo was rejected.</p>");
        }
        long all = report.rejects().values().stream().mapToLong(Long::longValue).sum();
        Table table = new Table(
                Table.Column.words("Reason"),
                Table.Column.number("Photos"),
                Table.Column.number("Of all"),
                Table.Column.bar(""),
                Table.Column.words("For example"));
        report.rejects().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(reason -> table.row(
                        reason.getKey(),
                        Numbers.count(reason.getValue()),
                        Numbers.percent(reason.getValue(), all),
                        Table.bar((double) reason.getValue() / all),
                        examples(report.rejectExamples().getOrDefault(reason.getKey(), List.of()))));
        return table.html(SHOWN);
    }

    private static Html examples(List<String> photos) {
        return Html.join(photos.stream()
                .map(photo -> Html.fill("<code>{}</code>", photo))
                .toList());
    }
}
