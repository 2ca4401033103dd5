package dev.pomona.indexer.report;

import dev.pomona.indexer.evaluate.HeldOutDetails.Confusion;
import dev.pomona.indexer.evaluate.HeldOutDetails.LabelResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which labels were most often taken for which. */
final class ConfusionSection {

    private static final int SHOWN = 30;

    Html html(RunReport report) {
        if (report.manifest().evaluation().accuracy() == null) {
            return new Html("<p>Nothing was held out.</p>");
        }
        List<Confusion> confusions = report.heldOut().confusions();
        if (confusions.isEmpty()) {
            return new Html("<p>No held-out photo was taken for another label.</p>");
        }
        Map<String, Long> asked = report.heldOut().labels().stream()
                .collect(Collectors.toMap(LabelResult::label, LabelResult::asked, Long::sum));
        Table table = new Table(
                Table.Column.words("Label"),
                Table.Column.words("Taken for"),
                Table.Column.number("Photos"),
                Table.Column.number("Of those asked"));
        for (Confusion confusion : confusions) {
            table.row(
                    confusion.label(),
                    confusion.takenFor(),
                    Numbers.count(confusion.photos()),
                    Numbers.percent(confusion.photos(), asked.getOrDefault(confusion.label(), 0L)));
        }
        return table.html(SHOWN);
    }
}
