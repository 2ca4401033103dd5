package dev.pomona.indexer.report;

import java.util.Locale;

/** Number formats of the page. */
final class Numbers {

    /** Stands for a number that does not exist. */
    static final String NONE = "–";

    private Numbers() {}

    /** A whole number: 12,345. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A share from 0 to 1 as 91.2 %, with a space that does not break. */
    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share) : NONE;
    }

    /** The share a part has of a whole; none where the whole is nothing. */
    static String percent(long part, long whole) {
        return whole == 0 ? NONE : percent((double) part / whole);
    }

    static String decimal(double number) {
        return Double.isFinite(number) ? String.format(Locale.ROOT, "%.3f", number) : NONE;
    }

    /** A duration: 4.2 s, 12 min 05 s, 1 h 02 min. */
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return String.format(Locale.ROOT, "%.1f\u00a0s", seconds);
        }
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d\u00a0min %02d\u00a0s", whole / 60, whole % 60);
        }
        return String.format(Locale.ROOT, "%d\u00a0h %02d\u00a0min", whole / 3600, whole % 3600 / 60);
    }
}
