package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhotoNamesTest {

    @Test
    void aSingleSourceNamesPhotosBelowIt() {
        assertThat(PhotoNames.below(List.of("file:/data/fruit")).name("file:/data/fruit/Kiwi/1.jpg"))
                .isEqualTo("Kiwi/1.jpg");
    }

    @Test
    void severalSourcesNamePhotosBelowTheFolderTheyShare() {
        PhotoNames names = PhotoNames.below(List.of("s3a://b/data/shop/train", "s3a://b/data/studio"));
        assertThat(names.name("s3a://b/data/shop/train/Fruit/Kiwi/1.jpg")).isEqualTo("shop/train/Fruit/Kiwi/1.jpg");
        assertThat(names.name("s3a://b/data/studio/Kiwi/1.jpg")).isEqualTo("studio/Kiwi/1.jpg");
    }

    @Test
    void foldersWithACommonBeginningOfTheirNamesAreNotConfused() {
        PhotoNames names = PhotoNames.below(List.of("file:/data/fruit", "file:/data/fruits"));
        assertThat(names.name("file:/data/fruits/Kiwi/1.jpg")).isEqualTo("fruits/Kiwi/1.jpg");
    }
}
