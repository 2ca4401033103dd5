package dev.pomona.model.index;

/** A file of an index that is not what the manifest or the pointer says. Another copy of it may be whole. */
public final class DamagedFileException extends InvalidIndexException {

    private static final long serialVersionUID = 1L;

    public DamagedFileException(String message) {
        super(message);
    }
}
