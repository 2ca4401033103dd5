package dev.pomona.service.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Limits the time in which the body of a request must be received. Tomcat itself limits only the pause between two reads, so a
 * client that sends a byte now and then would occupy a thread for hours.
 *
 * <p>It also tells the {@link BodyMeter} of a request what is received.
 *
 * <p>The rest of the body of a rejected request is read here too, within the same time, so that its sender sees the answer
 * instead of a connection reset.
 */
final class UploadTimeValve extends ValveBase {

    private static final int BAD_REQUEST = 400;

    /** Most threads that discard the rest of a body after the answer. */
    private static final int LINGERING = 20;

    private final long nanos;
    private final Semaphore lingering = new Semaphore(LINGERING);

    UploadTimeValve(Duration limit) {
        super(true);
        this.nanos = limit.toNanos();
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request received = request.getCoyoteRequest();
        InputBuffer body = received.getInputBuffer();
        boolean unreadable = response.getStatus() >= BAD_REQUEST;
        received.setInputBuffer(new TimedBody(request, body, System.nanoTime() + nanos));
        try {
            getNext().invoke(request, response);
            // Without all of its headers, a request has no body that could be found.
            if (!unreadable && !request.isAsync() && !received.isFinished()) {
                response.finishResponse();
                if (!discardRest(received, mostToDiscard(request))) {
                    received.action(ActionCode.CLOSE_NOW, null);
                }
            }
        } finally {
            received.setInputBuffer(body);
        }
    }

    private static int mostToDiscard(Request request) {
        return request.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> http
                ? http.getMaxSwallowSize()
                : 0;
    }

    /** Reads the rest of the body; returns whether it ended, so that the connection can be reused. */
    private boolean discardRest(org.apache.coyote.Request received, int most) {
        // A client that expects "100 Continue" has not sent its body and will not.
        if (received.hasExpectation() || received.getContentLengthLong() > most || !lingering.tryAcquire()) {
            return false;
        }
        try {
            Discarded discarded = new Discarded();
            while (received.getBytesRead() <= most) {
                if (received.doRead(discarded) < 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException brokenOff) {
            return false;
        } finally {
            lingering.release();
        }
    }

    /** A body whose reads fail after the deadline, and are metered. */
    private record TimedBody(Request request, InputBuffer body, long end) implements InputBuffer {

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            if (System.nanoTime() - end > 0) {
                throw new SocketTimeoutException("the body was not received in time");
            }
            int bytes = body.doRead(handler);
            if (bytes > 0 && request.getAttribute(BodyMeter.ATTRIBUTE) instanceof BodyMeter meter) {
                meter.received(bytes);
            }
            return bytes;
        }

        @Override
        public int available() {
            return body.available();
        }
    }

    /** Discards all bytes. */
    private static final class Discarded implements ApplicationBufferHandler {

        private ByteBuffer buffer = EMPTY_BUFFER;

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // Tomcat passes its own buffer and does not expand it here.
        }
    }
}
