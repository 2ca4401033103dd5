package dev.pomona.model.index;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes the JSON files of an index. Instants are ISO 8601 in UTC. */
public final class IndexJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantReader()))
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
            throw new InvalidIndexException(
                    "the index has format version %d; this program reads version %d, so build the index again"
                            .formatted(version, Manifest.FORMAT_VERSION));
        }
        return read(json, Manifest.class);
    }

    /**
     * Reads a record of any type.
     *
     * @throws InvalidIndexException if it is none; the message is one line
     */
    public static <T> T read(byte[] json, Class<T> type) {
        @Nullable T value;
        try {
            value = MAPPER.readValue(json, type);
        } catch (IOException | RuntimeException e) {
            // Jackson goes on for lines.
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new InvalidIndexException("not a readable " + type.getSimpleName() + ": " + reason, e);
        }
        if (value == null) {
            throw new InvalidIndexException("not a readable " + type.getSimpleName() + ": it is null");
        }
        return value;
    }

    /** Writes a record of any type. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the fields of a record by their names, as they are written. */
    public static Map<String, @Nullable Object> fields(Object value) {
        return MAPPER.convertValue(value, new TypeReference<>() {});
    }

    /** The one field that manifests of every version have. */
    private record Format(int formatVersion) {}

    private static final class InstantReader extends FromStringDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String value, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(value);
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, value, "not an ISO 8601 instant");
            }
        }
    }
}
