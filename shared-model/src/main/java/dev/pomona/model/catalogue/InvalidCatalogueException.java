package dev.pomona.model.catalogue;

import org.jspecify.annotations.Nullable;

/** A catalogue that cannot be used; the message is one line for the operator and names the file and its line. */
public final class InvalidCatalogueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidCatalogueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
