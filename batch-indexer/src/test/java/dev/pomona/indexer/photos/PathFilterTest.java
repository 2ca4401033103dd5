package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PathFilterTest {

    @Test
    void withoutGlobsEveryPhotoIsTaken() {
        assertThat(new PathFilter(List.of(), List.of()).takes("any/where.jpg")).isTrue();
    }

    @Test
    void takesOnlyWhatIsIncludedAndNotExcluded() {
        PathFilter filter = new PathFilter(List.of("train/**", "*/Apple/*"), List.of("**/Packages/**"));
        assertThat(filter.takes("train/Fruit/Kiwi/1.jpg")).isTrue();
        assertThat(filter.takes("val/Apple/1.jpg")).isTrue();
        assertThat(filter.takes("val/Pear/1.jpg")).isFalse();
        assertThat(filter.takes("train/Packages/Milk/1.jpg")).isFalse();
    }

    @Test
    void aFolderThatCouldNotBeReadMayHoldWantedPhotosUnlessAllOfThemAreExcluded() {
        PathFilter filter = new PathFilter(List.of("train/**.jpg"), List.of("lost/**"));
        assertThat(filter.mayTakeBelow("train/Kiwi")).isTrue();
        assertThat(filter.mayTakeBelow("lost")).isFalse();
    }

    @Test
    void filtersTheSameAfterBeingSentToAnExecutor() throws Exception {
        PathFilter filter = new PathFilter(List.of("train/**"), List.of("**/*.png"));
        assertThat(filter.takes("train/a.jpg")).isTrue();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(filter);
        PathFilter sent =
                (PathFilter) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(sent.takes("train/a.jpg")).isTrue();
        assertThat(sent.takes("train/a.png")).isFalse();
    }

    @Test
    void refusesAGlobThatIsNoneAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PathFilter(List.of("{a"), List.of()));
    }
}
