package dev.pomona.indexer.featurise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.FailureMapper;
import dev.pomona.indexer.photos.FlakyFileSystem;
import dev.pomona.indexer.photos.PhotoRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturiserTest {

    private final SparkSession spark = LocalSpark.session();

    @TempDir
    private Path folder;

    @AfterEach
    void recover() {
        FlakyFileSystem.failing(0);
    }

    @Test
    void aStorageThatStaysAwayFailsTheRunInsteadOfRejectingItsPhotos() throws Exception {
        FlakyFileSystem.configure(spark.sparkContext().hadoopConfiguration());
        Files.write(folder.resolve("photo.jpg"), new byte[] {1});
        FlakyFileSystem.failing(Integer.MAX_VALUE);
        Dataset<PhotoRow> hashed = new Featuriser(spark, null, 1, 1)
                .hash(photos("photo.jpg"), spark.sparkContext().longAccumulator());

        assertThat(FailureMapper.map(catchThrowable(hashed::collectAsList)).failure())
                .isEqualTo(Failure.STORAGE_UNAVAILABLE);
    }

    @Test
    void anAbsentPhotoIsARejectAndTheOthersAreHashed() throws Exception {
        FlakyFileSystem.configure(spark.sparkContext().hadoopConfiguration());
        Files.write(folder.resolve("photo.jpg"), new byte[] {1});
        FlakyFileSystem.failing(1);

        assertThat(new Featuriser(spark, null, 1, 1)
                        .hash(
                                photos("photo.jpg", "gone.jpg"),
                                spark.sparkContext().longAccumulator())
                        .collectAsList())
                .extracting(PhotoRow::getReason)
                .containsExactly(null, "UNREADABLE");
    }

    private Dataset<PhotoRow> photos(String... names) {
        return spark.createDataset(List.of(names).stream().map(this::photo).toList(), Encoders.bean(PhotoRow.class));
    }

    private PhotoRow photo(String name) {
        PhotoRow photo = new PhotoRow();
        photo.setUri("flaky:" + folder.resolve(name));
        photo.setLabel("Kiwi");
        return photo;
    }
}
