package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.jpg a.jpg true",
                "*.jpg a/b.jpg false",
                "**.jpg a/b.jpg true",
                "a/**/c.jpg a/c.jpg false",
                "a?.jpg ab.jpg true",
                "a?b.jpg a/b.jpg false",
                "{a,b*}/c.jpg bb/c.jpg true",
                "{a,b*}/c.jpg c/c.jpg false",
                "a,b a,b true",
                "a} a} true",
                "[a-c].jpg b.jpg true",
                "[!a-c].jpg b.jpg false",
                "[!a-c]x a/x false",
                "[^a] ^ true",
                "[a-]x -x true",
                "[*?&&[]x &x true",
                "a\\*.jpg a*.jpg true",
                "a\\*.jpg ab.jpg false",
                "(a|b)+$.jpg (a|b)+$.jpg true",
            })
    void globsMeanWhatTheyMeanForPaths(String glob, String name, boolean taken) {
        assertThat(new PathFilter(List.of(glob), List.of()).takes(name)).isEqualTo(taken);
        assertThat(FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(name)))
                .isEqualTo(taken);
    }

    @Test
    void accentsMatchHoweverTheyAreEncoded() {
        PathFilter filter = new PathFilter(List.of("P\u00eache/*"), List.of("**/r\u0061te\u0301*"));
        assertThat(filter.takes("P\u00eache/1.jpg")).isTrue();
        assertThat(filter.takes("Pe\u0302che/1.jpg")).isTrue();
        assertThat(filter.takes("Peche/1.jpg")).isFalse();
        assertThat(filter.takes("P\u00eache/rat\u00e9.jpg")).isFalse();
        assertThat(filter.mayTakeBelow("x/rate\u0301")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a", "{a{b}}", "[a", "[]", "[a/b]", "a\\", "[b-a]", "P\ufffd\ufffdche"})
    void refusesAGlobThatIsNoneAtOnce(String glob) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PathFilter(List.of(), List.of(glob)))
                .withMessageContaining("is no glob: ");
    }
}
