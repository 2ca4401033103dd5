package dev.pomona.service.web;

import jakarta.servlet.ServletRequest;

/**
 * Is told of the bytes of a request's body as they are received, whoever reads them: a controller, Spring or Tomcat's parser of
 * forms.
 */
@FunctionalInterface
public interface BodyMeter {

    /** Name of the request's attribute. */
    String ATTRIBUTE = BodyMeter.class.getName();

    /**
     * Is told that so many more bytes have been received.
     *
     * @throws ProblemException to refuse the rest of the body
     */
    void received(int bytes);

    /** Has the body of a request metered until it is {@linkplain #detach detached}. */
    static void attach(ServletRequest request, BodyMeter meter) {
        request.setAttribute(ATTRIBUTE, meter);
    }

    /** Lets the rest of the body pass: it is discarded. */
    static void detach(ServletRequest request) {
        request.removeAttribute(ATTRIBUTE);
    }
}
