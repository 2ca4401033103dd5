package dev.pomona.model.index;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads and writes the JSON files of an index. */
public final class IndexJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private IndexJson() {}

    /**
     * Reads a manifest.
     *
     * @throws InvalidIndexException if it is no manifest, or of a format version this program does not read
     */
    public static Manifest manifest(byte[] json) {
        // Before anything else is looked at: another version may have other fields.
        int version = read(json, Format.class).formatVersion();
        if (version != Manifest.FORMAT_VERSION) {
            throw new InvalidIndexException("the index has format version %d; this program reads version %d"
                    .formatted(version, Manifest.FORMAT_VERSION));
        }
        return read(json, Manifest.class);
    }

    /**
     * Reads the pointer to the current version.
     *
     * @throws InvalidIndexException if it is none
     */
    public static CurrentVersion currentVersion(byte[] json) {
        return read(json, CurrentVersion.class);
    }

    public static byte[] write(Manifest manifest) {
        return bytes(manifest);
    }

    public static byte[] write(CurrentVersion current) {
        return bytes(current);
    }

    /** The one field that manifests of every version have. */
    private record Format(int formatVersion) {}

    private static <T> T read(byte[] json, Class<T> type) {
        @Nullable T value;
        try {
            value = MAPPER.readValue(json, type);
        } catch (IOException | RuntimeException e) {
            throw new InvalidIndexException("not a readable " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
        if (value == null) {
            throw new InvalidIndexException("not a readable " + type.getSimpleName() + ": it is null");
        }
        return value;
    }

    private static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
