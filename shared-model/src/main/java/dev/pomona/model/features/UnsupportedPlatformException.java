package dev.pomona.model.features;

/** A platform that the program was not built for. The message names it. */
public final class UnsupportedPlatformException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public UnsupportedPlatformException(String platform) {
        super("This build has no TensorFlow for the platform " + platform);
    }
}
