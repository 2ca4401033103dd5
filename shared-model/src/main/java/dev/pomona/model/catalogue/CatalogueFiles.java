package dev.pomona.model.catalogue;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pomona.model.store.ClassPathSource;
import dev.pomona.model.store.ObjectSource;
import dev.pomona.model.store.StoreException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The files of a catalogue as read: {@code labels.json} and {@code cards/*.json}.
 *
 * @param lines line of each entry of {@code labels.json}
 */
record CatalogueFiles(
        Map<String, Card> cards, Map<String, LabelEntry> labels, Map<String, Integer> lines, OtherThings others) {

    static final String LABELS = "labels.json";
    static final String CARDS = "cards/";

    private static final String JSON = ".json";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Reads the files in this library. */
    static CatalogueFiles bundled() {
        ObjectSource source = new ClassPathSource(
                CatalogueFiles.class.getClassLoader(), "dev/pomona/model/catalogue/", "bundled catalogue");
        Map<String, LabelEntry> labels = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        readLabels(source, labels, lines);
        Map<String, Card> cards = new LinkedHashMap<>();
        for (String id : ids(labels.values())) {
            cards.put(id, readCard(source, CARDS + id + JSON));
        }
        OtherThings others = read(source, "other-things.json", OtherThings.class);
        return new CatalogueFiles(cards, labels, lines, others);
    }

    CardCatalogue toCatalogue() {
        return new CardCatalogue(cards.values(), labels, others);
    }

    private static Collection<String> ids(Collection<LabelEntry> labels) {
        TreeSet<String> ids = new TreeSet<>();
        labels.stream().map(LabelEntry::fruit).filter(Objects::nonNull).forEach(ids::add);
        return ids;
    }

    private static Card readCard(ObjectSource source, String file) {
        return read(source, file, Card.class);
    }

    private static void readLabels(ObjectSource source, Map<String, LabelEntry> labels, Map<String, Integer> lines) {
        byte[] json = content(source, LABELS);
        try (JsonParser parser = MAPPER.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String label = parser.currentName();
                lines.put(label, parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                labels.put(label, parser.readValueAs(LabelEntry.class));
            }
        } catch (JsonProcessingException e) {
            throw invalid(source, LABELS, e);
        } catch (IOException e) {
            throw new InvalidCatalogueException("'%s' in the %s: %s".formatted(LABELS, source.describe(), e), e);
        }
    }

    private static <T> T read(ObjectSource source, String file, Class<T> type) {
        try {
            return MAPPER.readValue(content(source, file), type);
        } catch (JsonProcessingException e) {
            throw invalid(source, file, e);
        } catch (IOException e) {
            throw new InvalidCatalogueException("'%s' in the %s: %s".formatted(file, source.describe(), e), e);
        }
    }

    private static byte[] content(ObjectSource source, String file) {
        try {
            return source.read(file).bytes();
        } catch (StoreException e) {
            throw new InvalidCatalogueException(String.valueOf(e.getMessage()), e);
        }
    }

    private static InvalidCatalogueException invalid(ObjectSource source, String file, JsonProcessingException e) {
        @Nullable JsonLocation location = e.getLocation();
        @Nullable Throwable cause = e instanceof ValueInstantiationException ? e.getCause() : null;
        String reason = cause == null ? e.getOriginalMessage() : String.valueOf(cause.getMessage());
        return new InvalidCatalogueException(
                "'%s' in the %s, line %d: %s%s"
                        .formatted(
                                file,
                                source.describe(),
                                location == null ? 1 : location.getLineNr(),
                                reason.lines().findFirst().orElse(""),
                                e instanceof JsonMappingException mapping ? at(mapping) : ""),
                e);
    }

    private static String at(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .reduce((one, other) -> one + "." + other)
                .orElse("");
        return path.isEmpty() ? "" : " (at '" + path + "')";
    }
}
