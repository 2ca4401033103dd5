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
        return groups.otherLabels() == 0 ? axes : Html.join(List.of(colours(groups), axes));
    }

    private static Html colours(MapGroups groups) {
        int others = groups.coloured().size() - groups.confused();
        String spread = "%d labels spread over the alphabet".formatted(others);
        String confused = "the %d labels most often confused".formatted(groups.confused());
        String coloured = groups.confused() == 0 ? spread : others == 0 ? confused : confused + " and " + spread;
        return Html.fill("Coloured: {}; grey: the {} others.", coloured, Numbers.count(groups.otherLabels()));
    }
}
