package dev.pomona.model.photo;

/** A rectangle of pixels: its upper left corner, width and height. */
record Rectangle(int x, int y, int width, int height) {}
