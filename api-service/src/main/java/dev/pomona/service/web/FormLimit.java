package dev.pomona.service.web;

import java.util.Optional;
import org.apache.tomcat.util.http.fileupload.impl.FileCountLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.FileSizeLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import org.apache.tomcat.util.http.fileupload.impl.SizeLimitExceededException;
import org.jspecify.annotations.Nullable;

/**
 * A limit of Tomcat's on multipart forms that a request exceeds. Spring takes all of them for one on bytes.
 *
 * @param problem what the request is rejected with
 * @param detail names the limit
 */
record FormLimit(Problem problem, String detail) {

    /** Begins Tomcat's message about headers; the type of the exception is that of other sizes too. */
    private static final String HEADERS = "Header section has more than";

    /** Finds the limit in the causes of a failure to read a form; empty if there is another reason. */
    static Optional<FormLimit> of(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileCountLimitExceededException count) {
                return Optional.of(new FormLimit(
                        Problem.TOO_MANY_PARTS, "A form has at most %d parts.".formatted(count.getLimit())));
            }
            if (cause instanceof SizeException size
                    && String.valueOf(size.getMessage()).startsWith(HEADERS)) {
                return Optional.of(new FormLimit(
                        Problem.PART_HEADERS_TOO_LARGE,
                        "The headers of a part, its file name among them, have at most %d bytes."
                                .formatted(size.getPermittedSize())));
            }
            if (cause instanceof SizeLimitExceededException form) {
                return Optional.of(new FormLimit(
                        Problem.FORM_TOO_LARGE, "A form has at most %d bytes.".formatted(form.getPermittedSize())));
            }
            if (cause instanceof FileSizeLimitExceededException part) {
                return Optional.of(new FormLimit(
                        Problem.TOO_LARGE, "A photo has at most %d bytes.".formatted(part.getPermittedSize())));
            }
        }
        return Optional.empty();
    }
}
