package dev.pomona.service.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the catalogue from the jar. */
@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    private static final String FOLDER = "catalogue/";

    @Bean
    Catalogue catalogue(JsonMapper json) throws IOException {
        Map<String, LabelEntry> labels = read(json, "labels.json", new TypeReference<>() {});
        SortedSet<String> ids = labels.values().stream()
                .map(LabelEntry::fruit)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Card> cards = new ArrayList<>();
        for (String id : ids) {
            cards.add(read(json, "cards/" + id + ".json", new TypeReference<>() {}));
        }
        return new Catalogue(cards, labels);
    }

    private static <T> T read(JsonMapper json, String file, TypeReference<T> type) throws IOException {
        try (InputStream stream = new ClassPathResource(FOLDER + file).getInputStream()) {
            return json.readValue(stream, type);
        }
    }
}
