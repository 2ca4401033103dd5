package dev.pomona.model.photo;

import java.util.List;

/** A part of an upright picture that is shown to the network. */
public enum View {
    /** The largest centred square. */
    CENTRE,
    /** {@link #CENTRE}, flipped left to right. */
    MIRROR,
    /** The central 75 % of {@link #CENTRE}. */
    ZOOM,
    /** The whole picture, squeezed to a square. */
    STRETCH;

    private static final double ZOOM_SHARE = 0.75;

    /** The first view alone, or all four. */
    public static List<View> of(int count) {
        return switch (count) {
            case 1 -> List.of(CENTRE);
            case 4 -> List.of(values());
            default -> throw new IllegalArgumentException("a photo has 1 or 4 views, not " + count);
        };
    }

    Rectangle of(int width, int height) {
        int side = Math.min(width, height);
        int left = (width - side) / 2;
        int top = (height - side) / 2;
        return switch (this) {
            case CENTRE, MIRROR -> new Rectangle(left, top, side, side);
            case ZOOM -> {
                int zoomed = (int) Math.round(side * ZOOM_SHARE);
                int margin = (side - zoomed) / 2;
                yield new Rectangle(left + margin, top + margin, zoomed, zoomed);
            }
            case STRETCH -> new Rectangle(0, 0, width, height);
        };
    }
}
