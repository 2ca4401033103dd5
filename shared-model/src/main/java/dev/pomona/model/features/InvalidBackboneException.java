package dev.pomona.model.features;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A backbone that is absent, damaged or not what it says it is. The message is one line for the operator. */
public final class InvalidBackboneException extends IOException {

    private static final long serialVersionUID = 1L;

    public InvalidBackboneException(String message) {
        super(message);
    }

    public InvalidBackboneException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
