package dev.pomona.model.photo;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A picture that cannot be used, and why. The message never contains a file name or anything from the picture's metadata. */
public final class PhotoException extends Exception {

    private static final long serialVersionUID = 1L;

    private final PhotoProblem problem;
    private final @Nullable String format;

    public PhotoException(PhotoProblem problem, String message) {
        this(problem, message, null);
    }

    public PhotoException(PhotoProblem problem, String message, @Nullable Throwable cause) {
        this(problem, message, null, cause);
    }

    private PhotoException(PhotoProblem problem, String message, @Nullable String format, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.format = format;
    }

    /** A picture, or something else, of a known format that is not read. */
    static PhotoException ofFormat(String format, String message) {
        return new PhotoException(PhotoProblem.UNSUPPORTED_FORMAT, message, format, null);
    }

    /** The format of what is not read, such as {@code HEIC}; empty if it is unknown, or if it is one that is read. */
    public Optional<String> format() {
        return Optional.ofNullable(format);
    }

    public PhotoProblem problem() {
        return problem;
    }
}
