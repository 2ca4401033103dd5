package dev.pomona.model.catalogue;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pomona.model.store.ClassPathSource;
import dev.pomona.model.store.ObjectSource;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of a catalogue as read: {@code labels.json} and {@code cards/*.json}.
 */
record CatalogueFiles(Map<String, Card> cards, Map<String, LabelEntry> labels, OtherThings others) {

    static final String LABELS = "labels.json";
    static final String CARDS = "cards/";

    private static final String JSON = ".json";

    /** The id is a part of the address of a card. */
    private static final Pattern CARD_FILE = Pattern.compile("cards/[a-z0-9-]+\\.json");

    /** What Jackson adds about where an object began, which says nothing to an operator. */
    private static final Pattern SOURCE = Pattern.compile(" ?\\([^()]*\\[Source: .*");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Reads the files in this library. */
    static CatalogueFiles bundled() {
        ObjectSource source = new ClassPathSource(
                CatalogueFiles.class.getClassLoader(), "dev/pomona/model/catalogue/", "bundled catalogue");
        Map<String, LabelEntry> labels = new LinkedHashMap<>();
        readLabels(source, labels, new LinkedHashMap<>());
        Map<String, Card> cards = new LinkedHashMap<>();
        for (String id : ids(labels.values())) {
            cards.put(id, readCard(source, CARDS + id + JSON));
        }
        OtherThings others = read(source, "other-things.json", OtherThings.class);
        return new CatalogueFiles(cards, labels, others);
    }

    /**
     * Puts the files of one's own on top of these: a card of the same name, or an entry whose label is
     * {@linkplain Spelling#key spelt} alike, replaces what is here.
     *
     * @throws InvalidCatalogueException if there are none, or one is wrong; the message names the file and the line
     */
    CatalogueFiles with(ObjectStore own) {
        Map<String, Card> allCards = new LinkedHashMap<>(cards);
        Map<String, LabelEntry> ownLabels = new LinkedHashMap<>();
        Map<String, Integer> ownLines = new LinkedHashMap<>();
        List<String> files = files(own);
        files.stream().filter(file -> file.startsWith(CARDS)).forEach(file -> {
            Card card = readCard(own, file);
            if (!file.equals(CARDS + card.id() + JSON)) {
                throw new InvalidCatalogueException(
                        "'%s' in the %s: 'id' is '%s', so the file must be called '%s%s%s'"
                                .formatted(file, own.describe(), card.id(), CARDS, card.id(), JSON),
                        null);
            }
            allCards.put(card.id(), card);
        });
        if (files.contains(LABELS)) {
            readLabels(own, ownLabels, ownLines);
        }
        ownLabels.forEach((label, entry) -> {
            if (entry.fruit() != null && !allCards.containsKey(entry.fruit())) {
                throw new InvalidCatalogueException(
                        "'%s' in the %s, line %d: label '%s' has no card '%s'"
                                .formatted(LABELS, own.describe(), ownLines.get(label), label, entry.fruit()),
                        null);
            }
        });
        Set<String> ownSpellings =
                ownLabels.keySet().stream().map(Spelling::key).collect(Collectors.toSet());
        // The first: they decide on plurals too.
        Map<String, LabelEntry> allLabels = new LinkedHashMap<>(ownLabels);
        labels.forEach((label, entry) -> {
            if (!ownSpellings.contains(Spelling.key(label))) {
                allLabels.put(label, entry);
            }
        });
        return new CatalogueFiles(allCards, allLabels, others);
    }

    private static List<String> files(ObjectStore own) {
        List<String> files;
        try {
            files = own.keys("").stream()
                    .filter(key -> key.equals(LABELS) || CARD_FILE.matcher(key).matches())
                    .sorted()
                    .toList();
        } catch (StoreException e) {
            throw new InvalidCatalogueException(String.valueOf(e.getMessage()), e);
        }
        if (files.isEmpty()) {
            throw new InvalidCatalogueException(
                    "there is neither '%s' nor a card '%sname.json' (small letters, digits and hyphens) in the %s"
                            .formatted(LABELS, CARDS, own.describe()),
                    null);
        }
        return files;
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
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "labels are the members of an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String label = parser.currentName();
                lines.put(label, parser.currentTokenLocation().getLineNr());
                parser.nextToken();
                labels.put(label, Objects.requireNonNullElse(parser.readValueAs(LabelEntry.class), LabelEntry.NOTHING));
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
                                SOURCE.matcher(reason.lines().findFirst().orElse(""))
                                        .replaceAll(""),
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
