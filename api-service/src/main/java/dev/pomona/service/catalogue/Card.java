package dev.pomona.service.catalogue;

import dev.pomona.service.web.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The card of a fruit as stored: every text in each language. */
record Card(
        String id,
        Fruit.Group group,
        Text<String> name,
        String scientificName,
        String family,
        Text<String> description,
        Text<List<String>> goodFor,
        Text<String> season,
        Text<String> storage,
        Text<String> biodiversity,
        Nutrition nutrition) {

    Fruit in(Language language, @Nullable Text<String> variety) {
        return new Fruit(
                id,
                group,
                name.in(language),
                variety == null ? null : variety.in(language),
                scientificName,
                family,
                description.in(language),
                goodFor.in(language),
                season.in(language),
                storage.in(language),
                biodiversity.in(language),
                nutrition);
    }
}
