package dev.pomona.model.features;

/** Order of the colours of a pixel in a network's input. */
public enum ChannelOrder {
    /** Red, green, blue. */
    RGB,
    /** Blue, green, red, as networks from Caffe have it. */
    BGR
}
