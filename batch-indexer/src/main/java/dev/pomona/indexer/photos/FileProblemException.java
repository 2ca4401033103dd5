package dev.pomona.indexer.photos;

import java.io.IOException;

/** One file or folder that cannot be read, now or later: a reject. */
public final class FileProblemException extends IOException {

    private static final long serialVersionUID = 1L;

    private final FileProblem problem;

    FileProblemException(FileProblem problem, String message) {
        super(message);
        this.problem = problem;
    }

    public FileProblem problem() {
        return problem;
    }
}
