package dev.pomona.model.recognition;

import dev.pomona.model.reduction.Vectors;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A multinomial logistic regression that tells the kinds of an index apart by the square roots of a photo's features:
 * {@code logit(kind) = intercept + weights . sqrt(features)}. Square roots make the Euclidean distance of features the
 * Hellinger distance, in which a few large features do not outweigh all others. Thread-safe.
 *
 * <p>Neighbours say which photos are alike, the classifier which features tell kinds apart. Its highest logit also shows
 * whether a photo is of any kind that it knows ({@link KindScores#familiarity}).
 */
public final class KindClassifier implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The classifier of an index that has none. */
    public static final KindClassifier NONE = new KindClassifier(List.of());

    /**
     * A kind.
     *
     * @param name its name
     * @param labels the labels of this kind
     * @param intercept of its logit
     * @param weights {@code float[features]}
     */
    public record Kind(String name, List<String> labels, float intercept, float[] weights) implements Serializable {}

    private final List<Kind> kinds;
    private final Map<String, String> kindOf = new HashMap<>();

    /** @param kinds those of the index; their weights have the same length */
    public KindClassifier(List<Kind> kinds) {
        this.kinds = List.copyOf(kinds);
        for (Kind kind : kinds) {
            if (kind.weights().length != kinds.get(0).weights().length) {
                throw new IllegalArgumentException("kind '%s' has %d weights, '%s' has %d"
                        .formatted(
                                kind.name(),
                                kind.weights().length,
                                kinds.get(0).name(),
                                kinds.get(0).weights().length));
            }
            kind.labels().forEach(label -> kindOf.put(label, kind.name()));
        }
    }

    public List<Kind> kinds() {
        return kinds;
    }

    public boolean isEmpty() {
        return kinds.isEmpty();
    }

    /** Returns the kind of a label; the label itself where no kind has it. */
    public String kindOf(String label) {
        return kindOf.getOrDefault(label, label);
    }

    /** Returns the square root of a feature; of one below 0, as networks that do not end in a ReLU have, with its sign. */
    static double root(float feature) {
        return Math.copySign(Math.sqrt(Math.abs(feature)), feature);
    }

    /**
     * Returns the scores of a photo.
     *
     * @param views {@code [views][features]}; their logits are averaged
     */
    public KindScores scores(float[][] views) {
        float[] roots = roots(views);
        double[] logits = kinds.stream()
                .mapToDouble(kind -> kind.intercept() + Vectors.dot(kind.weights(), roots))
                .toArray();
        return KindScores.of(kinds.stream().map(Kind::name).toList(), logits);
    }

    /** Returns the mean of the square roots of a photo's views, {@code float[features]}. */
    public static float[] roots(float[][] views) {
        float[] roots = new float[views[0].length];
        for (float[] view : views) {
            for (int i = 0; i < roots.length; i++) {
                roots[i] += (float) root(view[i]) / views.length;
            }
        }
        return roots;
    }
}
