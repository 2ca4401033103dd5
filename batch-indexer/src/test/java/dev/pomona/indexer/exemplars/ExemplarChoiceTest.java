package dev.pomona.indexer.exemplars;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExemplarChoiceTest {

    @Test
    void theMostTypicalPhotoIsTheFirst() {
        assertThat(chosen(1, photo("shop/a", 20), photo("shop/b", 5), photo("shop/c", -30)))
                .containsExactly("shop/b");
    }

    @Test
    void theSecondIsTypicalAndUnlikeTheFirst() {
        assertThat(chosen(2, photo("shop/a", 20), photo("shop/b", 25), photo("shop/c", -30), photo("shop/odd", -85)))
                .containsExactly("shop/a", "shop/c");
    }

    @Test
    void anotherFolderIsPreferred() {
        assertThat(chosen(2, photo("shop/a", 2), photo("shop/b", -25), photo("studio/c", 30)))
                .containsExactly("shop/a", "studio/c");
    }

    @Test
    void photosTakenTogetherAndCopiesAreChosenOnce() {
        assertThat(chosen(3, photo("shop/a", 2, "scene"), photo("shop/b", -25, "scene"), copy("web/c", "shop/a")))
                .containsExactly("shop/a");
    }

    @Test
    void groupsOfTheSameNameInTwoSourcesHaveNothingInCommon() {
        assertThat(chosen(2, photo("shop/a", 2, "1"), photo("studio/b", -25, "1")))
                .containsExactly("shop/a", "studio/b");
    }

    @Test
    void aProposalThatIsNotAcceptedIsReplacedByTheNextBest() {
        ExemplarChoice choice = new ExemplarChoice(List.of(photo("shop/a", 2), photo("shop/b", 3)));
        assertThat(choice.next().map(Candidate::photo)).hasValue("shop/a");
        assertThat(choice.next().map(Candidate::photo)).hasValue("shop/b");
        assertThat(choice.next()).isEmpty();
    }

    @Test
    void theOrderOfTheCandidatesDoesNotMatter() {
        Candidate left = photo("shop/a", 10);
        Candidate right = photo("shop/b", -10);
        assertThat(chosen(2, left, right)).isEqualTo(chosen(2, right, left));
    }

    @Test
    void photosThatAreHardToTellApartByTheirVectorsAreStillTwo() {
        assertThat(chosen(2, photo("shop/a", 0), photo("shop/b", 0))).containsExactly("shop/a", "shop/b");
    }

    private static List<String> chosen(int most, Candidate... candidates) {
        ExemplarChoice choice = new ExemplarChoice(List.of(candidates));
        List<String> photos = new ArrayList<>();
        Optional<Candidate> next = choice.next();
        while (next.isPresent() && photos.size() < most) {
            choice.accept(next.get());
            photos.add(next.get().photo());
            next = choice.next();
        }
        return photos;
    }

    private static Candidate photo(String name, int degrees) {
        return photo(name, degrees, name);
    }

    private static Candidate copy(String name, String original) {
        Candidate photo = photo(name, 30);
        return new Candidate(
                name,
                photo.uri(),
                photo.length(),
                original,
                photo.source(),
                name,
                photo.folder(),
                photo.similarity(),
                photo.vector());
    }

    /** A photo so many degrees from the centre, to either side. */
    private static Candidate photo(String name, int degrees, String group) {
        double angle = Math.toRadians(degrees);
        String folder = name.substring(0, name.indexOf('/'));
        float[] vector = {(float) Math.cos(angle), (float) Math.sin(angle)};
        return new Candidate(name, "file:/" + name, 1, name, folder, group, folder, vector[0], vector);
    }
}
