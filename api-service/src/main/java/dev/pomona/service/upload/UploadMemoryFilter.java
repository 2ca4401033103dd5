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
 * Lets in as many uploads as there is memory for. Photos are never written to disk, so a body is in memory from its first
 * byte to the answer: who would be one too many is told to come back before any is read.
 */
@Component
@Order(1)
class UploadMemoryFilter extends UploadFilter {

    /** Of the heap. */
    private static final double SHARE = 0.3;

    /** How often the bytes of a body are in memory: as they come, and put together. */
    private static final int COPIES = 2;

    /** Of a form: as they come, put together, copied by Tomcat for who asks, and by Spring. */
    private static final int COPIES_OF_A_FORM = 4;

    private final MemoryBudget memory;
    private final long largestPhoto;
    private final long largestForm;

    @Autowired
    UploadMemoryFilter(
            UploadProperties properties,
            @Value("${spring.servlet.multipart.max-request-size}") DataSize largestForm,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this(MemoryBudget.of(SHARE), properties, largestForm, problems);
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

    /** What the body may take; one that does not say its length is taken for the largest. */
    private long bytes(HttpServletRequest request) {
        boolean form = String.valueOf(request.getContentType()).startsWith("multipart/");
        long most = form ? largestForm : largestPhoto;
        long length = request.getContentLengthLong();
        return (length < 0 ? most : Math.min(length, most)) * (form ? COPIES_OF_A_FORM : COPIES);
    }
}
