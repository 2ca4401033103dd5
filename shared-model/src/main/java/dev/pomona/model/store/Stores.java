package dev.pomona.model.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chooses the store of a location: the one place that asks whether a location is local. */
public final class Stores {

    /** Two characters at least: {@code C:\index} is a folder. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);

    private Stores() {}

    /**
     * Returns the store of a location. Nothing is read or created yet.
     *
     * @param location a folder, or its {@code file:} URI as Hadoop reads it (not percent-encoded)
     * @throws InvalidLocationException if there is no store for it; the message is one line for the operator
     */
    public static ObjectStore of(String location) {
        return FolderStore.at(folder(location));
    }

    /**
     * Returns the store of a location; what it writes can be read by its owner alone. Otherwise as {@link #of}.
     *
     * @throws InvalidLocationException as {@link #of}
     */
    public static ObjectStore ownerOnly(String location) {
        return FolderStore.ownerOnly(folder(location));
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
        if (scheme.equals("s3") || scheme.equals("s3a")) {
            throw new InvalidLocationException(
                    "'" + location + "' is in S3, which this version cannot read or write; use a folder");
        }
        if (!scheme.equals("file") || !isLocal(rest)) {
            throw new InvalidLocationException(
                    "'" + location + "' is neither a folder nor a file: URI of this machine");
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
