package dev.pomona.model.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.neighbours.SearchResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerRulesTest {

    private static final AnswerRules RULES = new AnswerRules(
            new NeighbourVoting(3, 0.02), new Calibration(0, 0, 20), KindFusion.NEIGHBOURS, new Thresholds(0.5, 0.9));

    private static Recognition answer(AnswerRules rules, List<SearchResult> photos) {
        return rules.answer(
                photos.stream().map(photo -> new Evidence(photo, null)).toList(), AnswerRulesTest::kindOf);
    }

    @Test
    void aClearLeadIsRecognised() {
        Recognition recognition = answer(RULES, List.of(result(0.9f, 0.6f)));
        assertThat(recognition.status()).isEqualTo(Status.RECOGNISED);
        assertThat(recognition.best().label()).isEqualTo("lime");
        assertThat(recognition.best().confidence()).isGreaterThan(0.99);
        assertThat(recognition.best().nearest().photo()).isEqualTo("lime/0.9");
    }

    @Test
    void aNarrowLeadIsUncertain() {
        Recognition recognition = answer(RULES, List.of(result(0.9f, 0.89f)));
        assertThat(recognition.status()).isEqualTo(Status.UNCERTAIN);
        assertThat(recognition.best().label()).isEqualTo("lime");
    }

    @Test
    void aPhotoFarFromEverythingIsUnknownHoweverClearItsLead() {
        Recognition recognition = answer(RULES, List.of(result(0.45f, -0.5f)));
        assertThat(recognition.status()).isEqualTo(Status.UNKNOWN);
        assertThat(recognition.best().confidence()).isGreaterThan(0.99);
    }

    @Test
    void candidatesComeMostProbableFirst() {
        List<Candidate> candidates = answer(RULES, List.of(result(0.6f, 0.9f))).candidates();
        assertThat(candidates).extracting(Candidate::label).containsExactly("lemon", "lime");
        assertThat(candidates.get(0).confidence())
                .isGreaterThan(candidates.get(1).confidence());
    }

    @Test
    void theNeighboursOfAllPhotosComeNearestFirst() {
        Recognition recognition = answer(RULES, List.of(result(0.7f, 0.6f), result(0.9f, 0.65f)));
        assertThat(recognition.neighbours())
                .extracting(Neighbour::photo)
                .containsExactly("lime/0.9", "lime/0.7", "lemon/0.65", "lemon/0.6");
    }

    @Test
    void anIndexedPhotoThatIsNearSeveralPhotosIsListedOnce() {
        Neighbour far = new Neighbour("lime/1", "lime", 0.7f);
        Neighbour near = new Neighbour("lime/1", "lime", 0.9f);
        Recognition recognition = answer(
                RULES,
                List.of(new SearchResult(List.of(far), List.of(far)), new SearchResult(List.of(near), List.of(near))));
        assertThat(recognition.neighbours()).containsExactly(near);
    }

    @Test
    void oneNearPhotoOfSeveralIsEnoughToBeKnown() {
        assertThat(answer(RULES, List.of(result(0.45f, 0.1f), result(0.9f, 0.1f)))
                        .status())
                .isEqualTo(Status.RECOGNISED);
    }

    @Test
    void unmeasuredRulesTellTheThreeApart() {
        assertThat(answer(AnswerRules.UNMEASURED, List.of(result(0.9f, 0.6f))).status())
                .isEqualTo(Status.RECOGNISED);
        assertThat(answer(AnswerRules.UNMEASURED, List.of(result(0.7f, 0.69f))).status())
                .isEqualTo(Status.UNCERTAIN);
        assertThat(answer(AnswerRules.UNMEASURED, List.of(result(0.3f, 0.1f))).status())
                .isEqualTo(Status.UNKNOWN);
    }

    @Test
    void twoVarietiesAtATieLeaveNoDoubtAboutTheirKind() {
        List<Neighbour> apples = List.of(
                new Neighbour("a", "Golden", 0.8f),
                new Neighbour("b", "Gala", 0.79f),
                new Neighbour("c", "Anjou", 0.4f));
        List<SearchResult> photos = List.of(new SearchResult(apples, apples));
        assertThat(answer(RULES, photos).best().confidence()).isLessThan(0.6);
        List<Candidate> kinds = answer(RULES, photos).grouped(AnswerRulesTest::kindOf);
        assertThat(kinds).extracting(Candidate::label).containsExactly("apple", "pear");
        assertThat(kinds.get(0).confidence()).isGreaterThan(0.99);
        assertThat(kinds.get(0).nearest().photo()).isEqualTo("a");
    }

    @Test
    void twoVotersOfOneKindOutweighANearerOneOfAnother() {
        List<Neighbour> fruit = List.of(
                new Neighbour("p", "Anjou", 0.8f),
                new Neighbour("a", "Golden", 0.795f),
                new Neighbour("b", "Gala", 0.795f));
        List<SearchResult> photos = List.of(new SearchResult(fruit, fruit));
        assertThat(answer(RULES, photos).best().label()).isEqualTo("Anjou");
        assertThat(answer(RULES, photos).grouped(AnswerRulesTest::kindOf))
                .first()
                .extracting(Candidate::label)
                .isEqualTo("apple");
    }

    @Test
    void confidencesAreSharesOfOne() {
        List<Neighbour> tie = List.of(
                new Neighbour("a", "Golden", 0.8f),
                new Neighbour("p", "Anjou", 0.8f),
                new Neighbour("b", "Gala", 0.8f),
                new Neighbour("c", "Kiwi", 0.8f));
        Recognition recognition = answer(RULES, List.of(new SearchResult(tie, tie)));
        assertThat(recognition.candidates())
                .extracting(Candidate::confidence)
                .allSatisfy(share -> assertThat(share).isCloseTo(0.25, within(1e-6)));
        assertThat(sum(recognition.candidates())).isLessThanOrEqualTo(1);
        assertThat(sum(recognition.grouped(AnswerRulesTest::kindOf))).isLessThanOrEqualTo(1);
    }

    @Test
    void aKindIsAsSureAsItsLabelsTogether() {
        List<Neighbour> fruit = List.of(
                new Neighbour("a", "Golden", 0.8f),
                new Neighbour("p", "Anjou", 0.799f),
                new Neighbour("b", "Gala", 0.798f));
        Recognition recognition = answer(RULES, List.of(new SearchResult(fruit, fruit)));
        double together = recognition.candidates().stream()
                .filter(candidate -> !candidate.label().equals("Anjou"))
                .mapToDouble(Candidate::confidence)
                .sum();
        assertThat(recognition.grouped(AnswerRulesTest::kindOf))
                .first()
                .satisfies(apple -> assertThat(apple.confidence()).isCloseTo(together, within(1e-9)))
                .satisfies(apple -> assertThat(apple.nearest().photo()).isEqualTo("a"));
    }

    @Test
    void anAnswerToPhotosWithoutColourIsUncertainAtBest() {
        Recognition clear = answer(RULES, List.of(result(0.9f, 0.6f)));
        Recognition grey = clear.doubted(Doubt.COLOURLESS);
        assertThat(clear.status()).isEqualTo(Status.RECOGNISED);
        assertThat(grey.status()).isEqualTo(Status.UNCERTAIN);
        assertThat(grey.best().confidence()).isCloseTo(0.6 * clear.best().confidence(), within(1e-9));
        assertThat(grey.limited(Status.RECOGNISED)).isEqualTo(Status.UNCERTAIN);
        assertThat(grey.doubts()).containsExactly(Doubt.COLOURLESS);
    }

    @Test
    void anAnswerToBlankPhotosIsUnknown() {
        Recognition nothing = answer(RULES, List.of(result(0.9f, 0.6f))).doubted(Doubt.BLANK);
        assertThat(nothing.status()).isEqualTo(Status.UNKNOWN);
        assertThat(nothing.candidates()).extracting(Candidate::confidence).containsOnly(0.0);
    }

    @Test
    void noDoubtMakesAnUnknownPhotoKnown() {
        assertThat(answer(RULES, List.of(result(0.45f, -0.5f)))
                        .doubted(Doubt.COLOURLESS)
                        .status())
                .isEqualTo(Status.UNKNOWN);
    }

    private static double sum(List<Candidate> candidates) {
        return candidates.stream().mapToDouble(Candidate::confidence).sum();
    }

    private static String kindOf(String label) {
        return label.equals("Anjou") ? "pear" : "apple";
    }

    private static SearchResult result(float lime, float lemon) {
        List<Neighbour> neighbours = lime > lemon
                ? List.of(neighbour("lime", lime), neighbour("lemon", lemon))
                : List.of(neighbour("lemon", lemon), neighbour("lime", lime));
        return new SearchResult(neighbours, neighbours);
    }

    private static Neighbour neighbour(String label, float similarity) {
        return new Neighbour(label + "/" + similarity, label, similarity);
    }
}
