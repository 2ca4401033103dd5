package dev.pomona.indexer.report;

import java.util.List;

/** Some photos of each label in the plane that tells labels apart best. */
final class MapSection {

    private final Figure map;

    MapSection(Plot map) {
        this.map = new Figure(map, "Photos by their first two coordinates, coloured by label");
    }

    Html html(RunReport report) {
        MapGroups groups = MapGroups.of(report);
        return groups.coloured().isEmpty()
                ? new Html("<p>There are no coordinates to draw photos by.</p>")
                : map.html(report, caption(groups, MapGroups.axis(report)));
    }

    private static Html caption(MapGroups groups, String axis) {
        Html axes = Html.fill(
                "Some photos of each label by their first and second {}. Labels that overlap here may be apart in the"
                        + " other dimensions.",
                axis);
        return groups.otherLabels() == 0
                ? axes
                : Html.join(List.of(
                        Html.fill(
                                "Coloured: the {} labels with most photos; grey: the {} others.",
                                groups.coloured().size(),
                                Numbers.count(groups.otherLabels())),
                        axes));
    }
}
