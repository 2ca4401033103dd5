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
        Manifest manifest = read(json, Manifest.class);
        if (manifest.formatVersion() != Manifest.FORMAT_VERSION) {
            throw new InvalidIndexException("the index has format version %d; this program reads version %d"
                    .formatted(manifest.formatVersion(), Manifest.FORMAT_VERSION));
        }
        return manifest;
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
