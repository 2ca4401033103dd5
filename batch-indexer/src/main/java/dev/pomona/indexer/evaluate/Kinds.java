package dev.pomona.indexer.evaluate;

import dev.pomona.model.catalogue.CardCatalogue;
import java.util.function.UnaryOperator;

/** The kinds of fruit that labels name, so that an apple of the wrong variety is still an apple. */
public interface Kinds {

    /** Returns the kinds that a catalogue knows. */
    static Kinds of(CardCatalogue catalogue) {
        return new Kinds() {
            @Override
            public String kindOf(String label) {
                return catalogue.kindOf(label);
            }

            @Override
            public String varietyOf(String label) {
                return catalogue.varietyOf(label);
            }
        };
    }

    /** Returns these kinds, whose labels name no varieties. */
    static Kinds of(UnaryOperator<String> kindOf) {
        return new Kinds() {
            @Override
            public String kindOf(String label) {
                return kindOf.apply(label);
            }

            @Override
            public String varietyOf(String label) {
                return kindOf.apply(label);
            }
        };
    }

    /** Every label is a kind of its own, without varieties. */
    Kinds LABELS = of(UnaryOperator.identity());

    /** Returns the name of the kind of fruit; the label itself where it names none that is known. */
    String kindOf(String label);

    /** Returns the name of the variety; that of the kind where the label names the kind alone. */
    String varietyOf(String label);

    /**
     * Returns whether an answer is right or wrong for sure. It is not where one of two labels of a kind names a variety and
     * the other the kind alone (what is labelled "Apple" may well be a Gala), nor where both name the same one.
     */
    default boolean decides(String label, String answer) {
        return label.equals(answer)
                || !kindOf(label).equals(kindOf(answer))
                || (namesVariety(label)
                        && namesVariety(answer)
                        && !varietyOf(label).equals(varietyOf(answer)));
    }

    private boolean namesVariety(String label) {
        return !varietyOf(label).equals(kindOf(label));
    }
}
