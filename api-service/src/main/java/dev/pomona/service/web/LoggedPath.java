package dev.pomona.service.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The loggable path of a request. Tools put file names into paths ({@code curl -T photo.jpg}), so only paths of the service
 * itself are logged.
 */
@Component
class LoggedPath {

    private static final String ANY = "/**";
    private static final String UNKNOWN = "-";

    private final Supplier<Set<String>> own;

    LoggedPath(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> controllers) {
        // Resolved with the first request, as filters are created before controllers.
        this.own = SingletonSupplier.of(() -> controllers.getObject().getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getDirectPaths().stream())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Returns the path, its pattern ({@code /fruits/{id}}), or {@code -} if the caller may have invented it. */
    String of(HttpServletRequest request, int status) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (pattern != null && !pattern.equals(ANY)) {
            return pattern.toString();
        }
        String path = request.getRequestURI();
        boolean file = pattern != null && status < 400;
        return file || own.get().contains(path) ? path : UNKNOWN;
    }
}
