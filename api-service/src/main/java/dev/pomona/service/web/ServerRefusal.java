package dev.pomona.service.web;

import org.apache.catalina.connector.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.HeadersTooLargeException;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * A request that Tomcat rejects before the application sees it.
 *
 * @param problem what it is rejected with
 * @param status the problem's, or the one that Tomcat chose
 * @param detail text without characters that JSON escapes
 */
record ServerRefusal(Problem problem, int status, String detail) {

    /** Tomcat's message, in its language, as the exception has no type of its own. */
    private static final String HEADERS_TOO_LARGE =
            StringManager.getManager(Http11InputBuffer.class).getString("iib.requestheadertoolarge.error");

    /**
     * Explains a refusal. A client's mistake never gets a status of 500 and above, which are faults of the service.
     *
     * @param cause what Tomcat failed with, if it says
     */
    static ServerRefusal of(int status, @Nullable Throwable cause, Request request) {
        if (status == HttpStatus.NOT_IMPLEMENTED.value() && "CONNECT".equals(request.getMethod())) {
            return of(Problem.METHOD_NOT_ALLOWED, "The server is no proxy.");
        }
        if (status == HttpStatus.NOT_IMPLEMENTED.value()) {
            return of(Problem.UNSUPPORTED_ENCODING, "The only Transfer-Encoding is chunked.");
        }
        if (status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED.value()) {
            return of(Problem.INVALID_REQUEST, "The server speaks HTTP/1.1.");
        }
        if (cause != null
                && request.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> http
                && isAboutHeaders(cause, http.getMaxHeaderCount())) {
            return of(
                    Problem.HEADERS_TOO_LARGE,
                    "The request line and the headers have at most %d bytes and %d lines."
                            .formatted(http.getMaxHttpRequestHeaderSize(), http.getMaxHeaderCount()));
        }
        Problem problem = Problem.of(HttpStatusCode.valueOf(status));
        return new ServerRefusal(problem, status, "The server cannot process this HTTP request.");
    }

    private static ServerRefusal of(Problem problem, String detail) {
        return new ServerRefusal(problem, problem.status().value(), detail);
    }

    private static boolean isAboutHeaders(Throwable cause, int most) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof HeadersTooLargeException
                || message.equals(HEADERS_TOO_LARGE)
                || message.equals(StringManager.getManager(MimeHeaders.class).getString("headers.maxCountFail", most));
    }
}
