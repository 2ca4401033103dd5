package dev.pomona.model.features;

import com.fasterxml.jackson.databind.JsonMappingException;
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

    /** Returns an exception whose message ends with the first line of what the innermost cause says. */
    public static InvalidBackboneException because(Throwable thrown, String what) {
        return new InvalidBackboneException(what + ": " + reason(thrown), thrown);
    }

    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        for (@Nullable Throwable next = cause; next != null; next = next.getCause()) {
            cause = next;
        }
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
        return cause instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? mapping.getPath().get(mapping.getPath().size() - 1).getFieldName() + ": " + message
                : message;
    }
}
