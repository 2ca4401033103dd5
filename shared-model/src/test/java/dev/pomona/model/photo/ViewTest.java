package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViewTest {

    @Test
    void centreAndMirrorAreTheLargestCentredSquare() {
        for (View view : new View[] {View.CENTRE, View.MIRROR}) {
            assertThat(view.of(300, 200)).isEqualTo(new Rectangle(50, 0, 200, 200));
            assertThat(view.of(200, 301)).isEqualTo(new Rectangle(0, 50, 200, 200));
            assertThat(view.of(17, 17)).isEqualTo(new Rectangle(0, 0, 17, 17));
        }
    }

    @Test
    void zoomIsTheCentralThreeQuartersOfTheCentre() {
        assertThat(View.ZOOM.of(300, 200)).isEqualTo(new Rectangle(75, 25, 150, 150));
        assertThat(View.ZOOM.of(16, 40)).isEqualTo(new Rectangle(2, 14, 12, 12));
    }

    @Test
    void stretchIsTheWholePicture() {
        assertThat(View.STRETCH.of(301, 200)).isEqualTo(new Rectangle(0, 0, 301, 200));
    }

    /** 50 megapixels of them compress to 150 KB; anything kept for each of its rows would exhaust the memory. */
    @Test
    void aPictureAsLongAndThinAsAllowedIsRendered() {
        int length = 3_000_000;
        byte[] bgr = new byte[16 * length * 3];
        for (Photo photo : new Photo[] {
            new Photo(PhotoFormat.PNG, Orientation.NORMAL, 16, length, bgr),
            new Photo(PhotoFormat.PNG, Orientation.NORMAL, length, 16, bgr)
        }) {
            float[] input = new float[4 * PaintedPictures.RENDERER.size()];
            PaintedPictures.RENDERER.render(photo, View.of(4), input, 0);
            assertThat(input).containsOnly(-1);
        }
    }
}
