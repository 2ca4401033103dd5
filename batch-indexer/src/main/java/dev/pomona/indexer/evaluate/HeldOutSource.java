package dev.pomona.indexer.evaluate;

import java.util.List;
import java.util.Locale;

/**
 * What is held out.
 *
 * @param folders where the photos to ask lie; empty where they are a share of those to be indexed
 * @param share of each label's photos that was asked for, 0 to 1
 */
public record HeldOutSource(List<String> folders, double share) {

    public HeldOutSource {
        folders = List.copyOf(folders);
    }

    /**
     * In words, for the manifest. A share is the one that came about: labels of few photos, and photos that were taken
     * together and are held out together, make it larger than the one wanted, and rejects smaller.
     *
     * @param heldOut photos held out
     * @param others photos that were not
     */
    String describe(long heldOut, long others) {
        if (!folders.isEmpty()) {
            return String.join(", ", folders);
        }
        long all = heldOut + others;
        return String.format(
                Locale.ROOT,
                "%.1f %% of %d indexed photos, where %.1f %% of each label were wanted",
                100.0 * heldOut / Math.max(1, all),
                all,
                100 * share);
    }
}
