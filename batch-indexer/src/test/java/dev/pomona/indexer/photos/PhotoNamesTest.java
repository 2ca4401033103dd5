package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhotoNamesTest {

    private static ListedEntry file(String path) {
        return new ListedEntry(path, path, 5, false);
    }

    @Test
    void aSingleSourceNamesPhotosBelowIt() {
        PhotoFile photo = PhotoNames.below(List.of("file:/data/fruit")).describe(file("file:/data/fruit/Kiwi/1.jpg"));
        assertThat(photo.getPhoto()).isEqualTo("Kiwi/1.jpg");
        assertThat(photo.getLabel()).isEqualTo("Kiwi");
        assertThat(photo.getLength()).isEqualTo(5);
    }

    @Test
    void severalSourcesNamePhotosBelowTheFolderTheyShare() {
        PhotoNames names = PhotoNames.below(List.of("s3a://b/data/shop/train", "s3a://b/data/studio"));
        assertThat(names.describe(file("s3a://b/data/shop/train/Fruit/Kiwi/1.jpg"))
                        .getPhoto())
                .isEqualTo("shop/train/Fruit/Kiwi/1.jpg");
        assertThat(names.describe(file("s3a://b/data/studio/Kiwi/1.jpg")).getPhoto())
                .isEqualTo("studio/Kiwi/1.jpg");
    }

    @Test
    void foldersWithACommonBeginningOfTheirNamesAreNotConfused() {
        PhotoNames names = PhotoNames.below(List.of("file:/data/fruit", "file:/data/fruits"));
        assertThat(names.describe(file("file:/data/fruits/Kiwi/1.jpg")).getPhoto())
                .isEqualTo("fruits/Kiwi/1.jpg");
    }
}
