package dev.pomona.service.upload;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Bounds the memory of uploads. Photos are never written to disk, so a body stays in memory from its first byte to the answer.
 * Requests beyond the budget get 503 before their body is read.
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
        this.largestPhoto = properties.maxPhotoSize().toBytes();
        this.largestForm = largestForm.toBytes();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long bytes = bytes(request);
        if (!memory.tryAcquire(bytes)) {
            refuse(
                    request,
                    response,
                    new ProblemException(Problem.OVERLOADED, "Too many photos are being sent; try again shortly."));
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            memory.release(bytes);
        }
    }

    /** Memory that the body may take; a body of unknown length counts as the largest allowed. */
    private long bytes(HttpServletRequest request) {
        boolean form = String.valueOf(request.getContentType()).startsWith("multipart/");
        long most = form ? largestForm : largestPhoto;
        long length = request.getContentLengthLong();
        return (length < 0 ? most : Math.min(length, most)) * (form ? COPIES_OF_FORM : COPIES);
    }
}
