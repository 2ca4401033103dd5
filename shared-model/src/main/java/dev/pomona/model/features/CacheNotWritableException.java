package dev.pomona.model.features;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** A cache folder that cannot be written. The message names it and the reason. */
public final class CacheNotWritableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CacheNotWritableException(Path folder, IOException cause) {
        super("The cache folder %s cannot be written (%s)".formatted(folder, reason(cause)), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason().toLowerCase(Locale.ROOT);
        }
        return cause instanceof AccessDeniedException
                ? "access denied"
                : cause.getClass().getSimpleName();
    }
}
