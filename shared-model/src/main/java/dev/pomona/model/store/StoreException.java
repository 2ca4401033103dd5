package dev.pomona.model.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A failure of a store. The type tells the caller what to do: {@link Unavailable} means try again, {@link Refused} means
 * stop, {@link NotFound} means that the object is absent.
 */
public abstract sealed class StoreException extends IOException {

    private static final long serialVersionUID = 1L;

    private StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The store could not be reached or did not finish; the same call may succeed later. */
    public static final class Unavailable extends StoreException {

        private static final long serialVersionUID = 1L;

        public Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The store refuses the call (no permission, read-only, not a folder); repeating it is of no use. */
    public static final class Refused extends StoreException {

        private static final long serialVersionUID = 1L;

        public Refused(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** There is no object with this key. */
    public static final class NotFound extends StoreException {

        private static final long serialVersionUID = 1L;

        public NotFound(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
