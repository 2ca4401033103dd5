package dev.pomona.model.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pomona.model.photo.PaintedPictures;
import dev.pomona.model.photo.View;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputBatchTest {

    private static final PaintedPictures PICTURE = PaintedPictures.SMALL;

    @Test
    void holdsTheViewsInTheOrderTheyWereAdded() {
        InputBatch batch = new InputBatch(PaintedPictures.SIDE, 5);
        batch.add(PICTURE.decoded(), List.of(View.ZOOM));
        batch.add(PICTURE.decoded(), List.of(View.CENTRE, View.MIRROR));
        assertThat(batch.size()).isEqualTo(3);
        assertThat(picture(batch, 0)).isEqualTo(PICTURE.input(View.ZOOM));
        assertThat(picture(batch, 1)).isEqualTo(PICTURE.input(View.CENTRE));
        assertThat(picture(batch, 2)).isEqualTo(PICTURE.input(View.MIRROR));
        assertThat(batch.pixels().remaining()).isEqualTo(3 * PaintedPictures.RENDERER.size());
    }

    @Test
    void canBeFilledAgain() {
        InputBatch batch = InputBatch.of(PaintedPictures.SIDE, PICTURE.decoded(), List.of(View.CENTRE));
        batch.clear();
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.pixels().remaining()).isZero();
        batch.add(PICTURE.decoded(), List.of(View.STRETCH));
        assertThat(picture(batch, 0)).isEqualTo(PICTURE.input(View.STRETCH));
    }

    @Test
    void takesNoMoreThanItHasRoomFor() {
        InputBatch batch = new InputBatch(PaintedPictures.SIDE, 3);
        assertThatIllegalStateException().isThrownBy(() -> batch.add(PICTURE.decoded(), View.of(4)));
        assertThat(batch.isEmpty()).isTrue();
    }

    @Test
    void aPartHoldsItsPicturesAlone() {
        InputBatch whole = InputBatch.of(PaintedPictures.SIDE, PICTURE.decoded(), View.of(4));
        InputBatch part = whole.part(1, 4).part(1, 2);
        assertThat(part.size()).isEqualTo(1);
        assertThat(part.pixels().remaining()).isEqualTo(PaintedPictures.RENDERER.size());
        assertThat(picture(part, 0)).isEqualTo(picture(whole, 2));
        assertThatIllegalStateException().isThrownBy(() -> part.add(PICTURE.decoded(), View.of(1)));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> whole.part(3, 5));
    }

    @Test
    void aBlankBatchIsGreyAllOver() {
        assertThat(InputBatch.blank(PaintedPictures.SIDE, 2).size()).isEqualTo(2);
        assertThat(picture(InputBatch.blank(PaintedPictures.SIDE, 2), 1)).containsOnly(0);
    }

    @Test
    void holdsAtLeastOnePicture() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InputBatch(PaintedPictures.SIDE, 0));
    }

    private static float[] picture(InputBatch batch, int number) {
        FloatBuffer pixels = batch.pixels();
        float[] picture = new float[PaintedPictures.RENDERER.size()];
        pixels.position(number * PaintedPictures.RENDERER.size()).get(picture);
        return picture;
    }
}
