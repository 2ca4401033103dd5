package dev.pomona.model.photo;

import org.jspecify.annotations.Nullable;

/** A picture that cannot be used, and why. The message never contains a file name or anything from the picture's metadata. */
public final class PhotoException extends Exception {

    private static final long serialVersionUID = 1L;

    private final PhotoProblem problem;

    public PhotoException(PhotoProblem problem, String message) {
        this(problem, message, null);
    }

    public PhotoException(PhotoProblem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public PhotoProblem problem() {
        return problem;
    }
}
