package dev.pomona.model.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.recognition.KindClassifier;
import dev.pomona.model.recognition.KindClassifier.Kind;
import dev.pomona.model.recognition.KindScores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassifierTableTest {

    private static final KindClassifier CLASSIFIER = new KindClassifier(List.of(
            new Kind("apple", List.of("Gala", "Golden"), 1, new float[] {2, 0}),
            new Kind("pear", List.of("Anjou"), 0.5f, new float[] {0, 1})));

    @Test
    void aClassifierSurvivesItsRowsInAnyOrder() {
        List<ClassifierTable.Row> rows = new ArrayList<>(ClassifierTable.rows(CLASSIFIER));
        Collections.reverse(rows);
        KindClassifier read = ClassifierTable.classifier(rows);
        KindScores expected = CLASSIFIER.scores(new float[][] {{4, 9}});
        KindScores scores = read.scores(new float[][] {{4, 9}});
        assertThat(scores.logShares()).isEqualTo(expected.logShares());
        assertThat(scores.familiarity()).isEqualTo(expected.familiarity());
        assertThat(read.kindOf("Gala")).isEqualTo("apple");
    }

    @Test
    void noRowsAreNoClassifier() {
        assertThat(ClassifierTable.classifier(List.of()).isEmpty()).isTrue();
    }

    @Test
    void weightsOfDifferentLengthAreRefused() {
        assertThatThrownBy(() -> ClassifierTable.classifier(List.of(
                        new ClassifierTable.Row("Gala", "apple", new float[3]),
                        new ClassifierTable.Row("Anjou", "pear", new float[2]))))
                .isInstanceOf(InvalidIndexException.class)
                .hasMessageContaining("does not fit together");
    }
}
