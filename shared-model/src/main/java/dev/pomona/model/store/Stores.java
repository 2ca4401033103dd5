package dev.pomona.model.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses the store of a location: the one place that asks whether a location is local. Thread-safe. */
public final class Stores {

    /** Two characters at least: {@code C:\index} is a folder. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);

    private static final Set<String> S3 = Set.of("s3", "s3a");

    private final Buckets buckets;

    /** @param buckets opens the stores of locations in S3 */
    public Stores(Buckets buckets) {
        this.buckets = buckets;
    }

    /**
     * Returns the store of a location. Nothing is read or created yet.
     *
     * @param location a folder, its {@code file:} URI as Hadoop reads it (not percent-encoded), or {@code s3://bucket/prefix}
     * @throws InvalidLocationException if there is no store for it; the message is one line for the operator
     */
    public ObjectStore of(String location) {
        return isInBucket(location) ? buckets.store(BucketLocation.parse(location)) : FolderStore.at(folder(location));
    }

    /**
     * Returns the store of a location. Files that it writes can be read by their owner alone; in a bucket its policy decides.
     * Otherwise as {@link #of}.
     *
     * @throws InvalidLocationException as {@link #of}
     */
    public ObjectStore ownerOnly(String location) {
        return isInBucket(location) ? of(location) : FolderStore.ownerOnly(folder(location));
    }

    /**
     * Checks the form of a location; nothing is opened.
     *
     * @throws InvalidLocationException as {@link #of}
     */
    public static void requireValid(String location) {
        if (isInBucket(location)) {
            BucketLocation.parse(location);
        } else {
            folder(location);
        }
    }

    private static boolean isInBucket(String location) {
        Matcher uri = SCHEME.matcher(location);
        return uri.matches() && S3.contains(uri.group(1).toLowerCase(Locale.ROOT));
    }

    private static Path folder(String location) {
        if (location.isBlank()) {
            throw new InvalidLocationException("a location must not be empty");
        }
        Matcher uri = SCHEME.matcher(location);
        if (!uri.matches()) {
            return path(location, location);
        }
        String scheme = uri.group(1).toLowerCase(Locale.ROOT);
        String rest = uri.group(2);
        if (!scheme.equals("file") || !isLocal(rest)) {
            throw new InvalidLocationException(
                    "'" + location + "' is neither a folder of this machine, a file: URI nor s3://bucket/prefix");
        }
        return path(rest.replaceFirst("^/+", "/"), location);
    }

    /** {@code file:/a} and {@code file:///a} name this machine, {@code file://host/a} another one. */
    private static boolean isLocal(String rest) {
        return rest.startsWith("/") && (!rest.startsWith("//") || rest.startsWith("///"));
    }

    private static Path path(String path, String location) {
        try {
            return Path.of(path);
        } catch (InvalidPathException e) {
            throw new InvalidLocationException("'" + location + "' is not the name of a folder: " + e.getReason());
        }
    }
}
