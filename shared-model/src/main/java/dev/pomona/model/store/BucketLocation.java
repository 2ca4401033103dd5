package dev.pomona.model.store;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prefix in a bucket of S3, as an operator names it: {@code s3://bucket/prefix}.
 *
 * @param scheme {@code s3} or {@code s3a}, kept because a cluster may serve them by different connectors
 * @param bucket name of the bucket
 * @param prefix what the keys of objects begin with: empty, or whole segments with a {@code /} after each
 */
public record BucketLocation(String scheme, String bucket, String prefix) {

    /** The rules of S3 for names, and the longer names of access point aliases. */
    private static final Pattern LOCATION =
            Pattern.compile("(s3a?)://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(/.*)?", Pattern.DOTALL);

    /**
     * Reads a location.
     *
     * @throws InvalidLocationException if it has another form; the message is one line
     */
    static BucketLocation parse(String location) {
        String scheme = location.substring(0, location.indexOf(':')).toLowerCase(Locale.ROOT);
        Matcher matcher = LOCATION.matcher(scheme + location.substring(scheme.length()));
        if (!matcher.matches()) {
            throw new InvalidLocationException("'" + location + "' is not of the form s3://bucket/prefix");
        }
        String path = matcher.group(3) == null ? "" : matcher.group(3);
        String key = path.replaceFirst("^/", "").replaceFirst("/$", "");
        try {
            String prefix = key.isEmpty() ? "" : Keys.requireValid(key) + "/";
            return new BucketLocation(scheme, matcher.group(2), prefix);
        } catch (IllegalArgumentException e) {
            throw new InvalidLocationException("'" + location + "' is not a prefix of whole segments: "
                    + "a segment is neither empty nor begins with a dot");
        }
    }

    /** Returns the location as Hadoop reads it, not percent-encoded and without a slash at its end. */
    @Override
    public String toString() {
        return uri("");
    }

    /** Returns where a key or a prefix below this location lies; the empty one gives the location. */
    public String uri(String key) {
        String path = prefix + key;
        return "%s://%s%s".formatted(scheme, bucket, path.isEmpty() ? "" : "/" + path.replaceFirst("/$", ""));
    }
}
