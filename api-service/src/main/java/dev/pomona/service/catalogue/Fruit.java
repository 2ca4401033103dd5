package dev.pomona.service.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pomona.model.catalogue.Card;
import dev.pomona.service.web.Language;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The card of a fruit or vegetable in one language.
 *
 * @param id stable name, {@code passion-fruit} for instance
 * @param group fruit or vegetable, as people shop
 * @param name common name
 * @param variety variety, where the label names one
 * @param scientificName botanical name
 * @param family botanical family
 * @param description a few sentences
 * @param goodFor what it is good for, one phrase each
 * @param season when it is best
 * @param storage how to keep it
 * @param biodiversity how many cultivars there are and which are at risk
 * @param nutrition nutrients per 100 g
 * @param exemplars pictures of it; null where a card is one of several, or part of an answer
 */
public record Fruit(
        String id,
        Group group,
        String name,
        @Nullable String variety,
        String scientificName,
        String family,
        String description,
        List<String> goodFor,
        String season,
        String storage,
        String biodiversity,
        Nutrition nutrition,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FruitExemplar> exemplars) {

    /** Returns the same card with pictures. */
    Fruit with(List<FruitExemplar> pictures) {
        return new Fruit(
                id,
                group,
                name,
                variety,
                scientificName,
                family,
                description,
                goodFor,
                season,
                storage,
                biodiversity,
                nutrition,
                pictures);
    }

    static Fruit of(Card card, Language language, @Nullable String variety) {
        return new Fruit(
                card.id(),
                Group.valueOf(card.group().name()),
                language.of(card.name()),
                variety,
                card.scientificName(),
                card.family(),
                language.of(card.description()),
                language.of(card.goodFor()),
                language.of(card.season()),
                language.of(card.storage()),
                language.of(card.biodiversity()),
                Nutrition.of(card.nutrition()),
                null);
    }

    /** How people shop, not how botanists sort. */
    public enum Group {
        @JsonProperty("fruit")
        FRUIT,
        @JsonProperty("vegetable")
        VEGETABLE
    }
}
