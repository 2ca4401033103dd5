package dev.pomona.service.upload;

import dev.pomona.service.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** A filter of requests that may carry photos; it runs before their bodies are read. */
abstract class UploadFilter extends OncePerRequestFilter {

    private final HandlerExceptionResolver problems;

    protected UploadFilter(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !takesPhotos(request);
    }

    static boolean takesPhotos(HttpServletRequest request) {
        // Decoded, as for the mapping of controllers: "/%72ecognize" reaches one too.
        String path = request.getServletPath();
        boolean recognition = path.equals("/recognize") || path.startsWith("/recognize/");
        return recognition && HttpMethod.POST.matches(request.getMethod());
    }

    protected final void refuse(HttpServletRequest request, HttpServletResponse response, ProblemException refused) {
        problems.resolveException(request, response, null, refused);
    }
}
