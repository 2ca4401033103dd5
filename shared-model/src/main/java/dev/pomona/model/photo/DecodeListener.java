package dev.pomona.model.photo;

import com.twelvemonkeys.imageio.util.ProgressListenerBase;
import java.awt.image.BufferedImage;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/**
 * A listener that ends decoders whose time is used up and notes how many rows had data. The JPEG decoder fills the rest of
 * the picture with grey and only warns; other warnings (no end marker, stray bytes between segments, unknown markers) are
 * common in photos that are fine.
 */
final class DecodeListener extends ProgressListenerBase implements IIOReadWarningListener, IIOReadUpdateListener {

    /** Libjpeg's words, which Java passes on. */
    private static final String DATA_END = "premature end of data segment";

    /** A fiftieth of the rows may be missing. */
    private static final int SPARE_SHARE = 50;

    /** Rows that the JPEG decoder has decoded, at least in part, and not delivered yet when it misses data. */
    private static final int ROWS_BEHIND = 18;

    /** Of a small picture those rows are much. */
    private static final int MOST_SPARE_SHARE = 10;

    private final DecodeTimeLimit timeLimit;
    private @Nullable BufferedImage image;
    private int rows;
    private int rowsWithData = Integer.MAX_VALUE;

    DecodeListener(DecodeTimeLimit timeLimit) {
        this.timeLimit = timeLimit;
    }

    /** How many rows a picture can do without in formats that code blocks of them, and report them late. */
    static int spareRows(int height) {
        return Math.min(height / SPARE_SHARE + ROWS_BEHIND, height / MOST_SPARE_SHARE);
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        timeLimit.check();
    }

    @Override
    public void imageUpdate(
            ImageReader source, BufferedImage whole, int x, int y, int w, int h, int stepX, int stepY, int[] bands) {
        image = whole;
        // Of an interlaced picture, rows count in the last pass.
        if (stepX == 1) {
            rows = Math.max(rows, y + (h - 1) * stepY + 1);
        }
    }

    @Override
    public void passComplete(ImageReader source, BufferedImage whole) {}

    @Override
    public void passStarted(
            ImageReader source,
            BufferedImage whole,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int stepX,
            int stepY,
            int[] bands) {}

    @Override
    public void thumbnailPassStarted(
            ImageReader source,
            BufferedImage whole,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int stepX,
            int stepY,
            int[] bands) {}

    @Override
    public void thumbnailUpdate(
            ImageReader source, BufferedImage whole, int x, int y, int w, int h, int stepX, int stepY, int[] bands) {}

    @Override
    public void thumbnailPassComplete(ImageReader source, BufferedImage whole) {}

    @Override
    public void warningOccurred(ImageReader source, String warning) {
        if (warning.contains(DATA_END)) {
            rowsWithData = Math.min(rowsWithData, rows);
        }
    }

    /** Whether the JPEG decoder missed data of more rows than a picture can do without. */
    boolean hasHole(int height) {
        return rowsWithData < height - spareRows(height);
    }

    /** The picture as far as it was decoded, if that is nearly all of it. */
    Optional<BufferedImage> nearlyAll(int height) {
        return rows >= height - height / SPARE_SHARE ? Optional.ofNullable(image) : Optional.empty();
    }
}
