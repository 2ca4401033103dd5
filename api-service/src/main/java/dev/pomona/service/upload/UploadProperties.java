package dev.pomona.service.upload;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of uploaded photos, {@code pomona.recognition.*}.
 *
 * @param maxPhotoSize largest photo, in bytes
 * @param maxPixels largest photo, width times height
 * @param maxDecodeTime longest processor time to decode one photo
 * @param maxPhotos most photos of one fruit in a request
 * @param maxWaiting requests that may wait for a core; further ones get 503
 * @param maxWait longest that a request waits for a core, and for memory to decode in
 */
@Validated
@ConfigurationProperties("pomona.recognition")
public record UploadProperties(
        @DefaultValue("20MB") DataSize maxPhotoSize,
        @DefaultValue("50000000") @Min(65536) long maxPixels,
        @DefaultValue("10s") @DurationMin(nanos = 1) Duration maxDecodeTime,
        @DefaultValue("5") @Min(1) @Max(20) int maxPhotos,
        @DefaultValue("32") @Min(0) int maxWaiting,
        @DefaultValue("5s") Duration maxWait) {}
