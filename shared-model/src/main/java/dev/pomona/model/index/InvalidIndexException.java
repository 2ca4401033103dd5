package dev.pomona.model.index;

/** An index that cannot be read or does not fit; the message says what is wrong with it. */
public class InvalidIndexException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidIndexException(String message) {
        super(message);
    }

    public InvalidIndexException(String message, Throwable cause) {
        super(message, cause);
    }
}
