package dev.pomona.model.index;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names below an index root, whether that is a folder or a prefix of a bucket. A version is written whole before {@link
 * #CURRENT} names it.
 */
public final class IndexLayout {

    /** Which version readers take: written last. */
    public static final String CURRENT = "current.json";

    /** Folder of the versions. */
    public static final String VERSIONS = "versions";

    /** In a version's folder: what it is made of. */
    public static final String MANIFEST = "manifest.json";

    public static final String REDUCTION = "reduction.parquet";
    public static final String VECTORS = "vectors";
    public static final String FEATURES = "features";

    /** Features of the photos that were held out, with all views; for later runs. */
    public static final String QUESTIONS = "questions";

    /** For people: index.html, and its figures in metrics.json. */
    public static final String REPORT = "report";

    public static final String REJECTS = "rejects";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern VERSION = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}");

    private IndexLayout() {}

    /** Name of a version made at a time: {@code 20260102T030405Z-0a1b2c3d}. */
    public static String version(Instant created, int id) {
        return TIME.format(created) + "-" + String.format(Locale.ROOT, "%08x", id);
    }

    /** Path of a version's folder below the root, {@code versions/<version>}. */
    public static String folder(String version) {
        if (!VERSION.matcher(version).matches()) {
            throw new InvalidIndexException("'" + version + "' is not the name of an index version");
        }
        return VERSIONS + "/" + version;
    }
}
