package dev.pomona.service.upload;

import dev.pomona.model.photo.View;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code pomona.recognition.*}.
 *
 * @param maxPhotoSize most bytes of one photo
 * @param maxPixels most pixels of one photo, width times height
 * @param maxPhotos most photos of one fruit in a request
 * @param views views of a photo that are asked: 1 is fastest, 4 is best
 * @param maxWaiting requests that may wait for the network; those beyond are told to come back
 * @param maxWait longest a request waits for the network
 */
@Validated
@ConfigurationProperties("pomona.recognition")
public record UploadProperties(
        @DefaultValue("20MB") DataSize maxPhotoSize,
        @DefaultValue("50000000") @Min(65536) long maxPixels,
        @DefaultValue("5") @Min(1) @Max(20) int maxPhotos,
        @DefaultValue("4") int views,
        @DefaultValue("32") @Min(0) int maxWaiting,
        @DefaultValue("5s") Duration maxWait) {

    /** Refuses a number of views that there is not, at start and in words. */
    public UploadProperties {
        View.of(views);
    }
}
