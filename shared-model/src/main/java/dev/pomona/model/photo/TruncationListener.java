package dev.pomona.model.photo;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Hears whether the JPEG decoder ran out of bytes. It fills the rest of the picture with grey and only warns; other
 * warnings (stray bytes between segments, unknown markers) are common in photos that are fine.
 */
final class TruncationListener implements IIOReadWarningListener {

    private static final String MISSING_END = "EOI";

    private boolean heard;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        heard |= warning.contains(MISSING_END);
    }

    boolean heard() {
        return heard;
    }
}
