package dev.pomona.model.photo;

import com.twelvemonkeys.imageio.util.ProgressListenerBase;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * A listener that ends decoders whose time is used up and notes whether the JPEG decoder ran out of bytes. That one fills
 * the rest of the picture with grey and only warns; other warnings (stray bytes between segments, unknown markers) are
 * common in photos that are fine.
 */
final class DecodeListener extends ProgressListenerBase implements IIOReadWarningListener {

    private static final String MISSING_END = "EOI";

    private final DecodeTimeLimit timeLimit;
    private boolean truncated;

    DecodeListener(DecodeTimeLimit timeLimit) {
        this.timeLimit = timeLimit;
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        timeLimit.check();
    }

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        truncated |= warning.contains(MISSING_END);
    }

    boolean isTruncated() {
        return truncated;
    }
}
