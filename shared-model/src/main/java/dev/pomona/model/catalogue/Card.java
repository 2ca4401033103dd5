package dev.pomona.model.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The card of a fruit or vegetable, every text in each language.
 *
 * @param id stable name, {@code passion-fruit} for instance; the name of its file
 * @param group fruit or vegetable, as people shop
 * @param name common name, further ones in parentheses
 * @param alsoCalled names that labels may use too
 * @param scientificName botanical name
 * @param family botanical family
 * @param description a few sentences
 * @param goodFor what it is good for, one phrase each
 * @param season when it is best
 * @param storage how to keep it
 * @param biodiversity how many cultivars there are and which are at risk
 * @param nutrition nutrients per 100 g
 */
public record Card(
        String id,
        Group group,
        Text<String> name,
        @Nullable Text<List<String>> alsoCalled,
        String scientificName,
        String family,
        Text<String> description,
        Text<List<String>> goodFor,
        Text<String> season,
        Text<String> storage,
        Text<String> biodiversity,
        Nutrients nutrition) {

    public Card {
        Objects.requireNonNull(id, "'id' is missing");
        Objects.requireNonNull(group, "'group' is missing");
        Objects.requireNonNull(name, "'name' is missing");
        Objects.requireNonNull(scientificName, "'scientificName' is missing");
        Objects.requireNonNull(family, "'family' is missing");
        Objects.requireNonNull(description, "'description' is missing");
        Objects.requireNonNull(goodFor, "'goodFor' is missing");
        Objects.requireNonNull(season, "'season' is missing");
        Objects.requireNonNull(storage, "'storage' is missing");
        Objects.requireNonNull(biodiversity, "'biodiversity' is missing");
        Objects.requireNonNull(nutrition, "'nutrition' is missing");
    }

    /** How people shop, not how botanists sort. */
    public enum Group {
        @JsonProperty("fruit")
        FRUIT,
        @JsonProperty("vegetable")
        VEGETABLE
    }

    /**
     * Nutrients per 100 g of the edible part, in kilocalories, grams (G) and milligrams (Mg); null where the source has no
     * figure.
     *
     * @param source the food composition table and its entry
     */
    public record Nutrients(
            double energyKcal,
            @Nullable Double waterG,
            double carbohydratesG,
            @Nullable Double sugarsG,
            @Nullable Double fibreG,
            double proteinG,
            double fatG,
            @Nullable Double vitaminCMg,
            @Nullable Double potassiumMg,
            String source) {

        public Nutrients {
            Objects.requireNonNull(source, "'nutrition.source' is missing");
        }
    }
}
