package dev.pomona.service.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * Answers requests that Tomcat rejects before the application sees them, such as invalid HTTP, with problem+json too. Tomcat
 * creates it by its class name.
 */
public final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String requestId = RequestId.of(request);
        ServerRefusal refusal = ServerRefusal.of(status, cause, request);
        byte[] body = refusal.problem().json(refusal.status(), refusal.detail(), requestId);
        AccessLog.refused(request, refusal);
        try {
            response.setStatus(refusal.status());
            response.setHeader(RequestId.HEADER, requestId);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // The connection is closed or broken: there is nobody to answer.
            response.setSuspended(true);
        }
    }
}
