package dev.pomona.service.recognition;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Takes the bytes of photos out of requests, never more than allowed. */
@Component
class PhotoUpload {

    private final int maxBytes;
    private final int maxPhotos;

    PhotoUpload(RecognitionProperties properties) {
        this.maxBytes = Math.toIntExact(properties.maxPhotoSize().toBytes());
        this.maxPhotos = properties.maxPhotos();
    }

    /** The body of a request, whatever it calls itself. */
    List<byte[]> body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > maxBytes) {
            throw tooLarge();
        }
        byte[] bytes = request.getInputStream().readNBytes(maxBytes + 1);
        if (bytes.length == 0) {
            throw new ProblemException(
                    Problem.NO_PHOTO, "Send a photo as the body, or as the part 'photo' of a multipart form.");
        }
        if (bytes.length > maxBytes) {
            throw tooLarge();
        }
        return List.of(bytes);
    }

    /** The parts of a multipart form. */
    List<byte[]> parts(List<MultipartFile> parts) throws IOException {
        if (parts.isEmpty()) {
            throw new ProblemException(Problem.NO_PHOTO, "The form has no part 'photo' with a file.");
        }
        if (parts.size() > maxPhotos) {
            throw new ProblemException(
                    Problem.TOO_MANY_PHOTOS,
                    "A request has at most %d photos of one fruit, not %d.".formatted(maxPhotos, parts.size()));
        }
        List<byte[]> photos = new ArrayList<>();
        for (MultipartFile part : parts) {
            if (part.getSize() > maxBytes) {
                throw tooLarge();
            }
            photos.add(part.getBytes());
        }
        return photos;
    }

    private ProblemException tooLarge() {
        return new ProblemException(Problem.TOO_LARGE, "A photo has at most %d bytes.".formatted(maxBytes));
    }
}
