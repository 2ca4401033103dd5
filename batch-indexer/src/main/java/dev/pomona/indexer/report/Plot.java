package dev.pomona.indexer.report;

/** Something of a report to be drawn. */
@FunctionalInterface
interface Plot {

    Drawing draw(RunReport report);
}
