package dev.pomona.indexer.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.indexer.LocalSpark;
import dev.pomona.indexer.TestParameters;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.indexer.progress.ConsoleProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;

class HoldOutStageTest {

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @Test
    void noBytesAreOnBothSidesOfAHeldOutShare() {
        Split split = split(
                parameters().holdingOut(0.2),
                indexed("Kiwi", "IMG 1.jpg", "a", true),
                indexed("Kiwi", "IMG 1 (copy).jpg", "a", false),
                indexed("Lime", "IMG 1.jpg", "a", false),
                indexed("Kiwi", "IMG 2.jpg", "b", false),
                indexed("Lime", "IMG 3.jpg", "c", false));

        assertThat(names(split.queries())).containsExactly("Kiwi/IMG 1.jpg");
        assertThat(names(split.training())).containsExactly("Kiwi/IMG 2.jpg", "Lime/IMG 3.jpg");
        assertThat(names(split.indexed())).hasSize(5);
        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .contains("2 photos are left out of the training set: held-out photos have the same bytes");
    }

    @Test
    void aQueryOfAFolderWhoseBytesAreIndexedIsNone() {
        PhotoRow copy = photo("Kiwi", "copy.jpg", "b");
        copy.setQuery(true);
        PhotoRow negative = photo("", "wall.jpg", "c");
        negative.setQuery(true);
        negative.setNegative(true);
        PhotoRow other = photo("Kiwi", "other.jpg", "d");
        other.setQuery(true);

        Split split = split(
                parameters().holdingOut(0.2).negatives(Path.of("negatives")),
                indexed("Kiwi", "1.jpg", "a", true),
                indexed("Kiwi", "2.jpg", "b", false),
                indexed("Lime", "3.jpg", "c", false),
                copy,
                negative,
                other);

        assertThat(names(split.queries())).containsExactly("Kiwi/1.jpg", "Kiwi/other.jpg");
        assertThat(names(split.training())).containsExactly("Kiwi/2.jpg", "Lime/3.jpg");
    }

    @Test
    void aQueryOfAFolderThatIsIndexedAfterwardsIsNotInTheTrainingSetNorAreItsCopies() {
        Split split = split(
                parameters().heldOut(Path.of("held-out")).indexingHeldOut(),
                indexed("Kiwi", "held-out.jpg", "a", true),
                indexed("Kiwi", "copy.jpg", "a", false),
                indexed("Kiwi", "2.jpg", "b", false),
                indexed("Lime", "3.jpg", "c", false));

        assertThat(names(split.queries())).containsExactly("Kiwi/held-out.jpg");
        assertThat(names(split.training())).containsExactly("Kiwi/2.jpg", "Lime/3.jpg");
        assertThat(names(split.indexed())).hasSize(4);
    }

    @Test
    void rejectsAreOnNoSide() {
        PhotoRow reject = indexed("Kiwi", "broken.jpg", "e", false);
        reject.reject("BROKEN", null);

        Split split =
                split(parameters(), indexed("Kiwi", "1.jpg", "a", false), indexed("Lime", "2.jpg", "b", false), reject);

        assertThat(names(split.indexed())).containsExactly("Kiwi/1.jpg", "Lime/2.jpg");
    }

    @Test
    void aSingleLabelIsRefused() {
        assertThatExceptionOfType(IndexingException.class)
                .isThrownBy(() -> split(parameters(), indexed("Kiwi", "1.jpg", "a", false)))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(Failure.ONE_LABEL));
    }

    private static TestParameters parameters() {
        return new TestParameters(Path.of("photos"), Path.of("index"));
    }

    private Split split(TestParameters parameters, PhotoRow... photos) {
        PrintStream out = new PrintStream(terminal, true, StandardCharsets.UTF_8);
        return new HoldOutStage(parameters.build(), new ConsoleProgress(out))
                .run(LocalSpark.session().createDataset(List.of(photos), Encoders.bean(PhotoRow.class)));
    }

    private static List<String> names(Dataset<PhotoRow> photos) {
        return photos.collectAsList().stream()
                .map(photo -> photo.getLabel() + "/" + photo.getPhoto())
                .sorted()
                .toList();
    }

    private static PhotoRow indexed(String label, String name, String hash, boolean query) {
        PhotoRow photo = photo(label, name, hash);
        photo.setIndexed(true);
        photo.setQuery(query);
        return photo;
    }

    private static PhotoRow photo(String label, String name, String hash) {
        PhotoRow photo = new PhotoRow();
        photo.setLabel(label);
        photo.setPhoto(name);
        photo.setSource("file:/photos");
        photo.setGroup(name);
        photo.setContentHash(hash);
        return photo;
    }
}
