package dev.pomona.model.index;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
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

    /** In a version's folder: what it consists of. */
    public static final String MANIFEST = "manifest.json";

    public static final String REDUCTION = "reduction.parquet";

    /** Weights of the kinds; absent where nothing was evaluated. */
    public static final String CLASSIFIER = "classifier.parquet";

    public static final String VECTORS = "vectors";
    public static final String FEATURES = "features";

    /** Small pictures of what each label looks like, see {@link ExemplarTable}; a version need not have them. */
    public static final String EXEMPLARS = "exemplars";

    /** Features of the query photos (held out of the index), with all views; for later runs. */
    public static final String QUERIES = "queries";

    /** Outcomes of the evaluation, one a query; the next version is compared by them. */
    public static final String EVALUATION = "evaluation";

    /** For people: index.html, and its figures in metrics.json. */
    public static final String REPORT = "report";

    public static final String REJECTS = "rejects";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern VERSION = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}");

    private IndexLayout() {}

    /** Returns the name of a version built by a run that began at a time: {@code 20260102T030405Z-0a1b2c3d}. */
    public static String version(Instant created, int id) {
        return TIME.format(created) + "-" + String.format(Locale.ROOT, "%08x", id);
    }

    /** Returns when the run that built a version began, to the second. */
    public static Instant created(String version) {
        requireVersion(version);
        return Instant.from(TIME.parse(version.substring(0, version.indexOf('-'))));
    }

    /** Returns the version that an object belongs to; empty if it belongs to none. */
    public static Optional<String> versionOf(String key) {
        String[] segments = key.split("/", 3);
        return segments.length == 3
                        && segments[0].equals(VERSIONS)
                        && VERSION.matcher(segments[1]).matches()
                ? Optional.of(segments[1])
                : Optional.empty();
    }

    /** Returns the key of a version's manifest. */
    public static String manifest(String version) {
        return file(version, MANIFEST);
    }

    /** Returns the key of a version's file. */
    public static String file(String version, String path) {
        return folder(version) + "/" + path;
    }

    /** Path of a version's folder below the root, {@code versions/<version>}. */
    public static String folder(String version) {
        return VERSIONS + "/" + requireVersion(version);
    }

    /** Returns whether a version, and the run that builds it, may have this name. */
    public static boolean isVersion(String name) {
        return VERSION.matcher(name).matches();
    }

    private static String requireVersion(String version) {
        if (!isVersion(version)) {
            throw new InvalidIndexException("'" + version + "' is not the name of an index version");
        }
        return version;
    }
}
