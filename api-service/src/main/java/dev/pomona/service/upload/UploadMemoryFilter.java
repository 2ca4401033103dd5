package dev.pomona.service.upload;

import dev.pomona.service.web.BodyMeter;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Bounds the memory of uploads. Photos are never written to disk, so a body stays in memory from its first byte to the answer.
 * A request whose body has no room gets 503 before it is read. What has been received counts, not what is announced: a client
 * that sends nothing keeps no room from others. A body that finds none in the end gets 503 too.
 */
@Component
@Order(1)
class UploadMemoryFilter extends UploadFilter {

    /** Share of the heap. */
    private static final double SHARE = 0.3;

    /** Copies of a raw body in memory: the chunks received, and the array they are joined in. */
    private static final int COPIES = 2;

    /** Copies of a multipart form: as above, and one each by Tomcat and Spring when a part is read. */
    private static final int COPIES_OF_FORM = 4;

    private final MemoryBudget memory;
    private final Duration maxWait;
    private final long largestPhoto;
    private final long largestForm;

    @Autowired
    UploadMemoryFilter(
            UploadProperties properties,
            @Value("${spring.servlet.multipart.max-request-size}") DataSize largestForm,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this(MemoryBudget.ofHeap(SHARE), properties, largestForm, problems);
    }

    UploadMemoryFilter(
            MemoryBudget memory, UploadProperties properties, DataSize largestForm, HandlerExceptionResolver problems) {
        super(problems);
        this.memory = memory;
        this.maxWait = properties.maxWait();
        this.largestPhoto = properties.maxPhotoSize().toBytes();
        this.largestForm = largestForm.toBytes();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean form = isForm(request);
        int copies = form ? COPIES_OF_FORM : COPIES;
        if (!memory.hasRoom(copies * length(request, form ? largestForm : largestPhoto))) {
            refuse(request, response, overloaded());
            return;
        }
        MemoryBudget.Growing held = memory.growing();
        long[] received = {0};
        BodyMeter.attach(request, bytes -> {
            received[0] += bytes;
            hold(held, copies * received[0]);
        });
        try {
            chain.doFilter(request, response);
        } finally {
            BodyMeter.detach(request);
            held.release();
        }
    }

    private void hold(MemoryBudget.Growing held, long bytes) {
        try {
            if (!held.tryGrowTo(bytes, maxWait)) {
                throw overloaded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw overloaded();
        }
    }

    private static ProblemException overloaded() {
        return new ProblemException(Problem.OVERLOADED, "Too many photos are being sent; try again shortly.");
    }

    /** As Spring and Tomcat tell it: in capitals too. */
    private static boolean isForm(HttpServletRequest request) {
        return String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** Bytes that may come; a body of unknown length counts as the largest allowed. */
    private static long length(HttpServletRequest request, long most) {
        long length = request.getContentLengthLong();
        return length < 0 ? most : Math.min(length, most);
    }
}
