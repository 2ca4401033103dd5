package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.LocalSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.junit.jupiter.api.Test;

class CopyGroupsTest {

    @Test
    void aCopyUnderAnotherNameOrLabelIsLinkedToTheQuery() {
        assertThat(linked(
                        photo("Kiwi", "IMG 1.jpg", "a", true),
                        photo("Kiwi", "IMG 1 (copy).jpg", "a", false),
                        photo("Lime", "IMG 1.jpg", "a", false),
                        photo("Kiwi", "IMG 2.jpg", "b", false),
                        photo("Lime", "IMG 3.jpg", "b", false)))
                .containsExactlyInAnyOrder("Kiwi/IMG 1 (copy).jpg", "Lime/IMG 1.jpg");
    }

    @Test
    void photosThatAreGroupsOfTheirOwnAreLinkedToQueriesWithTheSameBytes() {
        assertThat(linked(
                        true,
                        photo("Kiwi", "1.jpg", "a", true),
                        photo("Kiwi", "2.jpg", "a", false),
                        photo("Kiwi", "3.jpg", "b", false),
                        photo("Kiwi", "4.jpg", "b", false)))
                .containsExactly("Kiwi/2.jpg");
    }

    @Test
    void groupsAreLinkedThroughAThird() {
        assertThat(linked(
                        photo("Kiwi", "series 1", "a", true),
                        photo("Kiwi", "series 2", "a", false),
                        photo("Kiwi", "series 2", "b", false),
                        photo("Kiwi", "series 3", "b", false),
                        photo("Kiwi", "series 4", "c", false)))
                .containsExactlyInAnyOrder("Kiwi/series 2", "Kiwi/series 3");
    }

    @Test
    void copiesWithinAGroupOrAmongQueriesLinkNothing() {
        assertThat(linked(
                        photo("Kiwi", "series 1", "a", true),
                        photo("Kiwi", "series 1", "a", true),
                        photo("Lime", "series 1", "a", true),
                        photo("Lime", "series 2", "b", false)))
                .isEmpty();
    }

    private static List<String> linked(PhotoRow... photos) {
        return linked(false, photos);
    }

    private static List<String> linked(boolean single, PhotoRow... photos) {
        Dataset<PhotoRow> table = LocalSpark.session().createDataset(List.of(photos), Encoders.bean(PhotoRow.class));
        return CopyGroups.linkedToQueries(table, single).stream()
                .map(group -> group.getString(0) + "/" + group.getString(2))
                .toList();
    }

    private static PhotoRow photo(String label, String group, String hash, boolean query) {
        PhotoRow photo = new PhotoRow();
        photo.setLabel(label);
        photo.setSource("file:/photos");
        photo.setGroup(group);
        photo.setContentHash(hash);
        photo.setIndexed(true);
        photo.setQuery(query);
        return photo;
    }
}
