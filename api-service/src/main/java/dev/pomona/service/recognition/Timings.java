package dev.pomona.service.recognition;

/** How long each step of an answer took, in milliseconds. */
record Timings(double decode, double features, double search, double total) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double PRECISION = 10;

    /** The steps between these readings of {@link System#nanoTime}. */
    static Timings between(long start, long decoded, long featurised, long found) {
        return new Timings(
                millis(decoded - start),
                millis(featurised - decoded),
                millis(found - featurised),
                millis(found - start));
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI * PRECISION) / PRECISION;
    }
}
