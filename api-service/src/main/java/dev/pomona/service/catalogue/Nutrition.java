package dev.pomona.service.catalogue;

import dev.pomona.model.catalogue.Card;
import org.jspecify.annotations.Nullable;

/**
 * Nutrients per 100 g of the edible part; null where the source has no figure.
 *
 * @param energyKcal energy in kilocalories
 * @param waterG water in grams
 * @param carbohydratesG carbohydrates in grams
 * @param sugarsG of these, sugars in grams
 * @param fibreG dietary fibre in grams
 * @param proteinG protein in grams
 * @param fatG fat in grams
 * @param vitaminCMg vitamin C in milligrams
 * @param potassiumMg potassium in milligrams
 * @param source the food composition table and its entry
 */
public record Nutrition(
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

    static Nutrition of(Card.Nutrients nutrients) {
        return new Nutrition(
                nutrients.energyKcal(),
                nutrients.waterG(),
                nutrients.carbohydratesG(),
                nutrients.sugarsG(),
                nutrients.fibreG(),
                nutrients.proteinG(),
                nutrients.fatG(),
                nutrients.vitaminCMg(),
                nutrients.potassiumMg(),
                nutrients.source());
    }
}
