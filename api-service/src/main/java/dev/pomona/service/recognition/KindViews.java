package dev.pomona.service.recognition;

import dev.pomona.model.recognition.Candidate;
import dev.pomona.service.catalogue.Catalogue;
import dev.pomona.service.catalogue.Fruit;
import dev.pomona.service.web.Language;
import java.util.List;
import java.util.Optional;

/** Groups an answer's labels by kind and variety. */
record KindViews(Answer answer, Catalogue catalogue, Language language) {

    /** Returns the most probable kinds first, each with its most probable varieties. */
    List<KindView> list(int top) {
        return answer.kinds().stream().limit(top).map(kind -> view(kind, top)).toList();
    }

    private KindView view(Candidate kind, int top) {
        List<String> labels = labels().stream()
                .filter(label -> catalogue.kindOf(label).equals(kind.label()))
                .toList();
        return new KindView(
                fruit(labels).map(Fruit::id).orElse(null),
                catalogue.kindName(labels.get(0), language),
                kind.confidence(),
                answer.varieties().stream()
                        .map(variety -> variety(variety, labels))
                        .flatMap(Optional::stream)
                        .limit(top)
                        .toList());
    }

    /** Empty where the variety is one of another kind. */
    private Optional<KindView.VarietyView> variety(Candidate variety, List<String> labelsOfKind) {
        List<String> labels = labelsOfKind.stream()
                .filter(label -> catalogue.varietyOf(label).equals(variety.label()))
                .toList();
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new KindView.VarietyView(
                labels.get(0),
                labels,
                fruit(labels).map(Fruit::variety).orElse(null),
                catalogue.displayName(labels.get(0), language),
                variety.confidence(),
                RecognitionResponse.Nearest.of(variety.nearest()),
                labels.stream()
                        .flatMap(label -> answer.exemplars().of(label).stream())
                        .toList()));
    }

    private Optional<Fruit> fruit(List<String> labels) {
        return catalogue.fruitOf(labels.get(0), language);
    }

    private List<String> labels() {
        return answer.recognition().candidates().stream().map(Candidate::label).toList();
    }
}
