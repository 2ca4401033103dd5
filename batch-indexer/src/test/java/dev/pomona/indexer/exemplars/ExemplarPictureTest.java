package dev.pomona.indexer.exemplars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.indexer.BucketConnection;
import dev.pomona.indexer.BucketServer;
import dev.pomona.indexer.BucketServer.Fault;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.photos.UnavailablePhotos;
import dev.pomona.model.index.Checksum;
import dev.pomona.model.photo.PictureFiles;
import dev.pomona.model.photo.ScaledJpegDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Photos in a bucket that stays away. */
@Timeout(60)
class ExemplarPictureTest {

    private static final String BUCKET = "exemplar-pictures";

    @Test
    void aBucketThatStaysAwayEndsTheRunButASinglePhotoDoesNot() throws IOException {
        byte[] jpeg = PictureFiles.write(new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB), "jpg");
        try (BucketServer server = new BucketServer(BUCKET, Duration.ZERO)) {
            server.put("away.jpg", jpeg).put("there.jpg", jpeg);
            server.failing(key -> key.endsWith("away.jpg"), Fault.SHORT_BODY, Integer.MAX_VALUE);
            Configuration configuration = BucketConnection.configure(new Configuration(), BUCKET, server.endpoint());
            ExemplarPicture picture = new ExemplarPicture(configuration, ScaledJpegDecoder.NONE);

            for (int round = 0; round < 2; round++) {
                for (int i = 1; i < UnavailablePhotos.MOST; i++) {
                    assertThat(picture.of(candidate("away.jpg", jpeg))).isEmpty();
                }
                assertThat(picture.of(candidate("there.jpg", jpeg))).isPresent();
            }
            for (int i = 1; i < UnavailablePhotos.MOST; i++) {
                assertThat(picture.of(candidate("away.jpg", jpeg))).isEmpty();
            }
            assertThatExceptionOfType(IndexingException.class)
                    .isThrownBy(() -> picture.of(candidate("away.jpg", jpeg)))
                    .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.STORAGE_UNAVAILABLE));
        }
    }

    private static Candidate candidate(String name, byte[] jpeg) {
        String uri = "s3a://%s/%s".formatted(BUCKET, name);
        return new Candidate(name, uri, jpeg.length, Checksum.of(jpeg), "", name, "", 1, new float[] {1});
    }
}
