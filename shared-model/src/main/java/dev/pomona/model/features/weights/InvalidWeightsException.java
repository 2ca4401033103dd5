package dev.pomona.model.features.weights;

/** A weights file that is not a MobileNetV2 (alpha 1.0, 224 x 224) as Pomona reads it; the message says what is wrong. */
public final class InvalidWeightsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidWeightsException(String message) {
        super(message);
    }

    public InvalidWeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
