package dev.pomona.service.recognition;

/** How long each step of an answer took, in milliseconds. */
record Timings(double decode, double features, double search, double total) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double PRECISION = 10;

    static Timings of(long decodeNanos, long featuresNanos, long searchNanos, long totalNanos) {
        return new Timings(millis(decodeNanos), millis(featuresNanos), millis(searchNanos), millis(totalNanos));
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI * PRECISION) / PRECISION;
    }
}
