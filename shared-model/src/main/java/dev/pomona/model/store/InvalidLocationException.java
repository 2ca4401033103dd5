package dev.pomona.model.store;

/** A location that no store serves; an operator's mistake. The message is one line. */
public class InvalidLocationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidLocationException(String message) {
        super(message);
    }
}
