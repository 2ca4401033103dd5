package dev.pomona.indexer.report;

/**
 * A drawn plot.
 *
 * @param png the picture, drawn larger than it is shown, for sharp print and screens
 * @param width pixels it is shown wide
 */
record Drawing(byte[] png, int width) {}
