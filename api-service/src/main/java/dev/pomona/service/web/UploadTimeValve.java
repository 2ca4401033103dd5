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
 * Gives the body of a request a limited time to come. Tomcat limits the silence between two bytes alone, so that who sends
 * one now and then would keep a thread for hours.
 *
 * <p>What is left of the body of a refused request is read here too, within the same time, so that its sender sees the
 * answer instead of a broken connection.
 */
final class UploadTimeValve extends ValveBase {

    /** Threads that may read on after an answer; there is no use in what they read. */
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
        received.setInputBuffer(new TimedBody(body, System.nanoTime() + nanos));
        try {
            getNext().invoke(request, response);
            if (!request.isAsync() && !received.isFinished()) {
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

    /** Whether the whole body has been read, so that the connection can be used again. */
    private boolean discardRest(org.apache.coyote.Request received, int most) {
        // Who waits to be told to continue has sent nothing, and is told something else.
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

    /** A body that fails to be read when its time is over. */
    private record TimedBody(InputBuffer body, long end) implements InputBuffer {

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            if (System.nanoTime() - end > 0) {
                throw new SocketTimeoutException("the time for the body is over");
            }
            return body.doRead(handler);
        }

        @Override
        public int available() {
            return body.available();
        }
    }

    /** Keeps no byte. */
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
            // The buffer is Tomcat's own, which never asks for a larger one here.
        }
    }
}
