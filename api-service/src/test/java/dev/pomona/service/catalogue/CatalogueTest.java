package dev.pomona.service.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.catalogue.CardCatalogue;
import dev.pomona.service.web.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {

    /** Pure fat has 900 kcal per 100 g. */
    private static final double MOST_ENERGY = 900;

    /** Parts of 100 g, each rounded. */
    private static final double MOST_GRAMS = 101;

    private static final Catalogue CATALOGUE = new Catalogue(CardCatalogue.bundled());

    @ParameterizedTest
    @ValueSource(strings = {"fruits-360", "grocery-store"})
    void knowsEveryLabelOfTheDataSet(String dataSet) {
        Set<String> known = labelsFile();
        assertThat(known).containsAll(labelsOf(dataSet));
    }

    @Test
    void everyLabelOfFruits360HasACard() {
        assertThat(labelsOf("fruits-360"))
                .allSatisfy(label ->
                        assertThat(CATALOGUE.fruitOf(label, Language.EN)).isPresent());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLabelHasANameForPeople(Language language) {
        assertThat(labelsFile())
                .allSatisfy(label ->
                        assertThat(CATALOGUE.displayName(label, language)).isNotBlank());
    }

    @Test
    void aLabelWithoutACardIsCalledByItsNameInTheLanguageAskedFor() {
        assertThat(CATALOGUE.displayName("Alpro-Fresh-Soy-Milk", Language.EN)).isEqualTo("Alpro Fresh Soy Drink");
        assertThat(CATALOGUE.displayName("Alpro-Fresh-Soy-Milk", Language.FR))
                .isEqualTo("Boisson au soja fraîche Alpro");
        assertThat(CATALOGUE.fruitOf("Alpro-Fresh-Soy-Milk", Language.EN)).isEmpty();
    }

    @Test
    void aLabelNobodyKnowsHasNoCardAndIsCalledByItself() {
        assertThat(CATALOGUE.fruitOf("Kohlrabi 7", Language.EN)).isEmpty();
        assertThat(CATALOGUE.displayName("Kohlrabi 7", Language.FR)).isEqualTo("Kohlrabi 7");
    }

    @Test
    void aVarietyIsNamedAfterItsFruit() {
        assertThat(CATALOGUE.displayName("Apple Golden 1", Language.EN)).isEqualTo("Apple, Golden Delicious");
        assertThat(CATALOGUE.displayName("Apple Golden 1", Language.FR)).isEqualTo("Pomme, Golden Delicious");
        assertThat(CATALOGUE.displayName("Orange", Language.FR)).isEqualTo("Orange");
    }

    @Test
    void theFruitOfALabelHasTheVarietyOfTheLabelAndTheFruitItselfHasNone() {
        assertThat(CATALOGUE.fruitOf("Apple Golden 1", Language.EN)).get().satisfies(fruit -> {
            assertThat(fruit.id()).isEqualTo("apple");
            assertThat(fruit.variety()).isEqualTo("Golden Delicious");
        });
        assertThat(CATALOGUE.fruit("apple", Language.EN))
                .get()
                .satisfies(fruit -> assertThat(fruit.variety()).isNull());
    }

    @Test
    void labelsOfOneCardAreOneKindAndThoseOfOneVarietyNameOneVariety() {
        assertThat(CATALOGUE.kindOf("Apple Golden 1")).isEqualTo(CATALOGUE.kindOf("Golden-Delicious"));
        assertThat(CATALOGUE.kindOf("Apple Golden 1")).isNotEqualTo(CATALOGUE.kindOf("Anjou"));
        assertThat(CATALOGUE.varietyOf("Apple Golden 1"))
                .isEqualTo(CATALOGUE.varietyOf("Apple Golden 2"))
                .isEqualTo(CATALOGUE.varietyOf("Golden-Delicious"))
                .isNotEqualTo(CATALOGUE.varietyOf("Apple Braeburn"));
        assertThat(CATALOGUE.kindName("Apple Golden 1", Language.FR)).isEqualTo("Pomme");
    }

    @Test
    void aLabelWithoutACardIsItsOwnKind() {
        assertThat(CATALOGUE.kindOf("Kohlrabi 7")).isNotEqualTo(CATALOGUE.kindOf("Kohlrabi 8"));
        assertThat(CATALOGUE.kindName("Kohlrabi 7", Language.EN)).isEqualTo("Kohlrabi 7");
    }

    @Test
    void aLabelThatNobodyForesawIsCalledInTheLanguageAskedFor() {
        assertThat(CATALOGUE.fruitOf("pomme_rouge", Language.EN)).get().satisfies(fruit -> {
            assertThat(fruit.name()).isEqualTo("Apple");
            assertThat(fruit.variety()).isEqualTo("Red");
        });
        assertThat(CATALOGUE.displayName("Red apple", Language.FR)).isEqualTo("Pomme, Rouge");
        assertThat(CATALOGUE.kindName("cerises", Language.EN)).isEqualTo("Cherry");
    }

    @Test
    void orangesAreRichInVitaminCAntioxidantAndHelpTheBodyTakeUpIron() {
        Fruit orange = CATALOGUE.fruitOf("Orange", Language.EN).orElseThrow();
        assertThat(orange.goodFor()).containsExactly("Rich in vitamin C", "Antioxidant", "Helps the body take up iron");
        assertThat(orange.scientificName()).isEqualTo("Citrus × sinensis");
        assertThat(orange.nutrition().vitaminCMg()).isBetween(40.0, 80.0);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyCardSaysEverythingInBothLanguages(Language language) {
        SoftAssertions cards = new SoftAssertions();
        for (Fruit fruit : CATALOGUE.fruits(language)) {
            cards.assertThat(Stream.concat(texts(fruit), fruit.goodFor().stream()))
                    .as("texts of %s", fruit.id())
                    .allSatisfy(text -> assertThat(text).isNotBlank());
            cards.assertThat(fruit.goodFor())
                    .as("what %s is good for", fruit.id())
                    .isNotEmpty();
            cards.assertThat(fruit.group()).as("group of %s", fruit.id()).isNotNull();
        }
        cards.assertAll();
    }

    @Test
    void everyVarietyIsNamedInBothLanguages() {
        assertThat(labelsFile()).allSatisfy(label -> {
            String english = CATALOGUE.displayName(label, Language.EN);
            String french = CATALOGUE.displayName(label, Language.FR);
            assertThat(List.of(english, french))
                    .allSatisfy(name -> assertThat(name).doesNotEndWith(", ").doesNotContain("null"));
        });
    }

    @Test
    void descriptionsAreTranslatedNotRepeated() {
        for (Fruit english : CATALOGUE.fruits(Language.EN)) {
            Fruit french = CATALOGUE.fruit(english.id(), Language.FR).orElseThrow();
            assertThat(french.description()).as(english.id()).isNotEqualTo(english.description());
            assertThat(french.goodFor()).as(english.id()).hasSameSizeAs(english.goodFor());
        }
    }

    /** It stands on the French card too. */
    @Test
    void scientificNamesAreLatinOnly() {
        for (Fruit fruit : CATALOGUE.fruits(Language.EN)) {
            assertThat(fruit.scientificName())
                    .as(fruit.id())
                    .matches("[A-Z][a-z]+ [\\p{Alpha} .,×()-]+")
                    .doesNotContainPattern("\\b(and|or|mainly|group|et|ou)\\b");
        }
    }

    @Test
    void aVarietyDoesNotRepeatTheNameOfItsFruit() {
        for (String label : labelsFile()) {
            for (Language language : Language.values()) {
                CATALOGUE
                        .fruitOf(label, language)
                        .filter(fruit -> fruit.variety() != null)
                        .ifPresent(fruit ->
                                assertThat(fruit.variety()).as(label).doesNotContainIgnoringCase(fruit.name()));
            }
        }
    }

    /** A narrow or plain no-break space, so that no line begins with the sign. */
    @Test
    void frenchSignsStandBehindASpaceThatDoesNotBreak() {
        for (Fruit fruit : CATALOGUE.fruits(Language.FR)) {
            assertThat(Stream.concat(texts(fruit), fruit.goodFor().stream()))
                    .as(fruit.id())
                    .allSatisfy(text -> assertThat(text).doesNotContainPattern("[^\u00a0\u202f][;:!?%]"));
        }
    }

    @Test
    void nutrientsArePlausibleAndNameTheirSource() {
        SoftAssertions figures = new SoftAssertions();
        for (Fruit fruit : CATALOGUE.fruits(Language.EN)) {
            Nutrition n = fruit.nutrition();
            figures.assertThat(n.energyKcal()).as("energy of %s", fruit.id()).isBetween(1.0, MOST_ENERGY);
            double grams = DoubleStream.of(n.carbohydratesG(), n.proteinG(), n.fatG(), orNothing(n.waterG()))
                    .sum();
            figures.assertThat(grams).as("grams in 100 g of %s", fruit.id()).isBetween(1.0, MOST_GRAMS);
            figures.assertThat(orNothing(n.sugarsG()))
                    .as("sugars of %s, which are carbohydrates", fruit.id())
                    .isLessThanOrEqualTo(n.carbohydratesG());
            figures.assertThat(n.source()).as("source of %s", fruit.id()).isNotBlank();
        }
        figures.assertAll();
    }

    /**
     * 4 kcal a gram of carbohydrate and protein, 9 of fat (Atwater); fibre has at most 2, where it is not counted
     * as a carbohydrate at 4.
     */
    @Test
    void energyFitsTheNutrientsItComesFrom() {
        SoftAssertions figures = new SoftAssertions();
        for (Fruit fruit : CATALOGUE.fruits(Language.EN)) {
            Nutrition n = fruit.nutrition();
            double atwater = 4 * (n.carbohydratesG() + n.proteinG()) + 9 * n.fatG();
            figures.assertThat(n.energyKcal())
                    .as("energy of %s, by its nutrients %.0f kcal", fruit.id(), atwater)
                    .isBetween(0.6 * atwater - 5, 1.15 * atwater + 2 * orNothing(n.fibreG()) + 5);
        }
        figures.assertAll();
    }

    @Test
    void atLeastTwentyFruitsOccurInBothDataSets() {
        Set<String> studio = cardsOf("fruits-360");
        Set<String> shops = cardsOf("grocery-store");
        assertThat(studio.stream().filter(shops::contains)).hasSizeGreaterThanOrEqualTo(20);
    }

    private static Stream<String> texts(Fruit fruit) {
        return Stream.of(
                fruit.id(),
                fruit.name(),
                fruit.scientificName(),
                fruit.family(),
                fruit.description(),
                fruit.season(),
                fruit.storage(),
                fruit.biodiversity());
    }

    private static double orNothing(Double grams) {
        return grams == null ? 0 : grams;
    }

    private static Set<String> cardsOf(String dataSet) {
        return labelsOf(dataSet).stream()
                .flatMap(label -> CATALOGUE.fruitOf(label, Language.EN).stream())
                .map(Fruit::id)
                .collect(Collectors.toSet());
    }

    private static List<String> labelsOf(String dataSet) {
        List<String> labels = new String(resource("/labels/" + dataSet + ".txt"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(labels).hasSizeGreaterThan(80);
        return labels;
    }

    private static Set<String> labelsFile() {
        return CATALOGUE.labels();
    }

    private static byte[] resource(String name) {
        try (InputStream stream = CatalogueTest.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
