package dev.pomona.service.upload;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;

/** Reads photos from request bodies and multipart forms, within the limits on bytes and photos. */
@Component
public class PhotoUpload {

    private final int maxBytes;
    private final int maxPhotos;

    PhotoUpload(UploadProperties properties) {
        this.maxBytes = Math.toIntExact(properties.maxPhotoSize().toBytes());
        this.maxPhotos = properties.maxPhotos();
    }

    /** Returns the body as one photo, whatever its content type. */
    public List<byte[]> body(HttpServletRequest request) {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge();
        }
        byte[] bytes = read(request);
        if (bytes.length == 0) {
            throw new ProblemException(
                    Problem.NO_PHOTO, "Send a photo as the body, or as the part 'photo' of a multipart form.");
        }
        if (bytes.length > maxBytes) {
            throw tooLarge();
        }
        return List.of(bytes);
    }

    /** Returns the parts of this name in a multipart form. */
    public List<byte[]> form(HttpServletRequest request, String name) throws IOException {
        MultipartHttpServletRequest form = WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
        if (form == null) {
            // Tomcat failed to read the form and left the reason here; Spring then does not parse it.
            throw unreadable(request.getAttribute(RequestDispatcher.ERROR_EXCEPTION));
        }
        return read(photos(request, name));
    }

    /** A file name is optional in a form (RFC 7578, 4.2), so the type tells a photo without one from a text field. */
    private static List<Part> photos(HttpServletRequest request, String name) throws IOException {
        try {
            return request.getParts().stream()
                    .filter(part -> part.getName().equals(name))
                    .filter(part -> part.getSubmittedFileName() != null || isPicture(part.getContentType()))
                    .toList();
        } catch (ServletException e) {
            throw unreadable(e);
        }
    }

    private static boolean isPicture(@Nullable String type) {
        return type != null && (type.startsWith("image/") || type.equals(MediaType.APPLICATION_OCTET_STREAM_VALUE));
    }

    private List<byte[]> read(List<Part> parts) throws IOException {
        if (parts.isEmpty()) {
            throw new ProblemException(
                    Problem.NO_PHOTO, "The form has no part 'photo' with a file name or the type of a picture.");
        }
        if (parts.size() > maxPhotos) {
            throw new ProblemException(
                    Problem.TOO_MANY_PHOTOS,
                    "A request has at most %d photos of one fruit, not %d.".formatted(maxPhotos, parts.size()));
        }
        List<byte[]> photos = new ArrayList<>();
        for (Part part : parts) {
            if (part.getSize() > maxBytes) {
                throw tooLarge();
            }
            try (InputStream stream = part.getInputStream()) {
                photos.add(stream.readAllBytes());
            }
        }
        return photos;
    }

    private byte[] read(HttpServletRequest request) {
        try {
            return request.getInputStream().readNBytes(maxBytes + 1);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static ProblemException unreadable(@Nullable Object reason) {
        return reason instanceof SocketTimeoutException
                ? new ProblemException(Problem.TOO_SLOW, "The photo was not received in time.")
                : new ProblemException(Problem.INVALID_REQUEST, "The body is incomplete or not valid HTTP.");
    }

    private ProblemException tooLarge() {
        return new ProblemException(Problem.TOO_LARGE, "A photo has at most %d bytes.".formatted(maxBytes));
    }
}
