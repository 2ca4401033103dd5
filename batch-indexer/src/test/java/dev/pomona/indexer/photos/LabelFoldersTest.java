package dev.pomona.indexer.photos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.photos.LabelFolders.LabelFolder;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelFoldersTest {

    private static List<String> warnings(LabelFolder... folders) {
        return new LabelFolders(List.of(folders)).warnings();
    }

    @Test
    void soundFoldersCauseNoWarning() {
        assertThat(warnings(
                        new LabelFolder("Kiwi", "a/Kiwi", 5),
                        new LabelFolder("Kiwi", "b/Kiwi", 5),
                        new LabelFolder("Lime", "b/Lime", 5)))
                .isEmpty();
    }

    @Test
    void foldersWhoseNamesLookTheSameAreReportedAsOneLabel() {
        assertThat(warnings(new LabelFolder("Kiwi", "Kiwi", 5), new LabelFolder("Kiwi", "Kiwi ", 4)))
                .singleElement()
                .asString()
                .startsWith("'Kiwi' (5), 'Kiwi ' (4) are one label");
    }

    @Test
    void labelsThatDifferOnlyInCaseAccentsOrHyphensAreNamed() {
        assertThat(warnings(
                        new LabelFolder("Pink-Lady", "Pink-Lady", 5),
                        new LabelFolder("pink lady", "pink lady", 6),
                        new LabelFolder("Pêche", "Pêche", 7),
                        new LabelFolder("peche", "peche", 8)))
                .containsExactly(
                        "'Pêche' (7), 'peche' (8) are different labels, though they differ only in case, accents, spaces or"
                                + " hyphens",
                        "'Pink-Lady' (5), 'pink lady' (6) are different labels, though they differ only in case, accents,"
                                + " spaces or hyphens");
    }

    @Test
    void aLabelFolderInsideAnothersIsNamed() {
        assertThat(warnings(
                        new LabelFolder("Kiwi", "Kiwi", 5),
                        new LabelFolder("Gold", "Kiwi/Gold", 6),
                        new LabelFolder("Lime", "more/Lime", 6)))
                .containsExactly("1 label folders lie inside that of another label: 'Kiwi/Gold' (6) in 'Kiwi' (5)");
    }

    @Test
    void labelsWithFewPhotosAreNamedButNotEndlessly() {
        LabelFolder[] few = new LabelFolder[12];
        for (int i = 0; i < few.length; i++) {
            few[i] = new LabelFolder("L" + (char) ('a' + i), "L" + (char) ('a' + i), 4);
        }
        assertThat(warnings(few))
                .singleElement()
                .asString()
                .startsWith("12 labels have fewer than 5 photos, and will never be RECOGNISED: 'La' (4), 'Lb' (4)")
                .endsWith("'Lh' (4) and 4 more");
    }
}
