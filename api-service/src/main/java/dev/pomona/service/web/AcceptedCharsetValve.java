package dev.pomona.service.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out the charsets that a client accepts. Every answer is UTF-8, as JSON must be (RFC 8259, 8.1), and a client that
 * names another one is better served with it than refused.
 */
final class AcceptedCharsetValve extends ValveBase {

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*(\"[^\"]*\"|[^;,\\s]*)", Pattern.CASE_INSENSITIVE);

    AcceptedCharsetValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.getName(i).equalsIgnoreCase("Accept")) {
                MessageBytes accepted = headers.getValue(i);
                @Nullable String types = accepted.toString(); // null where the header is empty
                if (types != null) {
                    accepted.setString(CHARSET.matcher(types).replaceAll(""));
                }
            }
        }
        getNext().invoke(request, response);
    }
}
