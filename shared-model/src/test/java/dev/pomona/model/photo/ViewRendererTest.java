package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.model.Golden;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewRendererTest {

    private static final int SIDE = PaintedPictures.SIDE;

    @ParameterizedTest
    @EnumSource(PaintedPictures.class)
    void rendersEachViewLikeTensorFlowResizesIt(PaintedPictures picture) {
        for (View view : View.values()) {
            float[] expected = Golden.table("inputs.csv").get(picture + "/" + view);
            float[] input = picture.input(view);
            for (int i = 0; i < expected.length; i++) {
                int at = ((i * 37 % SIDE) * SIDE + i * 61 % SIDE) * 3 + i % 3;
                assertThat(input[at]).as("%s %s, probe %d", picture, view, i).isCloseTo(expected[i], within(2e-5f));
            }
        }
    }

    @Test
    void writesSeveralViewsOneBehindTheOther() {
        Photo photo = PaintedPictures.CHECKER.decoded();
        float[] all = new float[4 * PaintedPictures.RENDERER.size()];
        PaintedPictures.RENDERER.render(photo, View.of(4), all, 0);
        for (View view : View.values()) {
            int from = view.ordinal() * PaintedPictures.RENDERER.size();
            assertThat(Arrays.copyOfRange(all, from, from + PaintedPictures.RENDERER.size()))
                    .as(view.name())
                    .isEqualTo(PaintedPictures.CHECKER.input(view));
        }
    }

    @Test
    void mirrorIsTheCentreFlippedLeftToRight() {
        float[] centre = PaintedPictures.DISC.input(View.CENTRE);
        float[] mirror = PaintedPictures.DISC.input(View.MIRROR);
        int row = 100 * SIDE;
        for (int x = 0; x < SIDE; x++) {
            assertThat(mirror[(row + x) * 3]).isEqualTo(centre[(row + SIDE - 1 - x) * 3]);
        }
    }

    @Test
    void aPictureOfTheNetworksSizeIsNotResampled() {
        float[] input = PaintedPictures.GRADIENT.input(View.CENTRE);
        int at = (50 * SIDE + 70) * 3;
        assertThat(input[at]).isCloseTo(80 / 127.5f - 1, within(1e-6f));
        assertThat(input[at + 1]).isCloseTo(57 / 127.5f - 1, within(1e-6f));
        assertThat(input[at + 2]).isCloseTo(68 / 127.5f - 1, within(1e-6f));
    }

    @Test
    void aPhotoHasOneViewOrFour() {
        assertThat(View.of(1)).isEqualTo(List.of(View.CENTRE));
        assertThat(View.of(4)).containsExactly(View.values());
        assertThatIllegalArgumentException().isThrownBy(() -> View.of(2));
    }
}
