package dev.pomona.service.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;

/** The id of a request: in its response, a header and its log lines. */
public final class RequestId {

    /** Response header. */
    public static final String HEADER = "X-Request-Id";

    /** Key in the logging context, property of problems. */
    static final String KEY = "requestId";

    private static final String ATTRIBUTE = RequestId.class.getName();

    private RequestId() {}

    /** Returns the id of this request; the first call generates it. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        // Never one sent by the caller, as it is written to the log.
        String id = UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
