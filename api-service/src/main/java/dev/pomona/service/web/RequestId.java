package dev.pomona.service.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;

/** The name of a request: the same in its answer, its headers and its lines of the log. */
public final class RequestId {

    /** Response header. */
    public static final String HEADER = "X-Request-Id";

    /** Key in the logging context, property of problems. */
    static final String KEY = "requestId";

    private static final String ATTRIBUTE = RequestId.class.getName();

    private RequestId() {}

    /** The id of this request, given when it is first asked for. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        // Never one that the caller sends: it could be anything, and is written to the log.
        String id = UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
