package dev.pomona.service.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.index.ExemplarTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExemplarsTest {

    @Test
    void aPictureIsNamedByItsContent() {
        List<String> one = exemplars(1000, "first", "second").of("Kiwi");
        List<String> other = exemplars(1000, "second", "first").of("Kiwi");
        assertThat(one).hasSize(2).allSatisfy(path -> assertThat(path).matches("/exemplars/[0-9a-f]{32}"));
        assertThat(one.get(0)).isEqualTo(other.get(1)).isNotEqualTo(other.get(0));
    }

    @Test
    void whatThereIsNoRoomForIsLeftOutAndCounted() {
        Exemplars.Builder builder = new Exemplars.Builder(8);
        builder.add("Kiwi", "12345".getBytes(StandardCharsets.UTF_8));
        builder.add("Lime", "67890".getBytes(StandardCharsets.UTF_8));
        assertThat(builder.leftOut()).isEqualTo(1);
        assertThat(builder.build().labels()).containsExactly("Kiwi");
    }

    @Test
    void aPictureLargerThanTheFormatAllowsIsLeftOut() {
        Exemplars.Builder builder = new Exemplars.Builder();
        builder.add("Kiwi", new byte[ExemplarTable.MAX_BYTES + 1]);
        builder.add("Kiwi", new byte[ExemplarTable.MAX_BYTES]);
        assertThat(builder.leftOut()).isEqualTo(1);
        assertThat(builder.build().of("Kiwi")).hasSize(1);
    }

    private static Exemplars exemplars(long maxBytes, String... pictures) {
        Exemplars.Builder builder = new Exemplars.Builder(maxBytes);
        for (String picture : pictures) {
            builder.add("Kiwi", picture.getBytes(StandardCharsets.UTF_8));
        }
        return builder.build();
    }
}
