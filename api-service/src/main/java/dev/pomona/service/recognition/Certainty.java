package dev.pomona.service.recognition;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.LabelPhotos;
import dev.pomona.model.recognition.Recognition;
import dev.pomona.model.recognition.Status;
import dev.pomona.model.recognition.Thresholds;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How certain an answer is.
 *
 * @param status the status of the first kind of fruit, whatever the variety
 * @param labelRecognised whether the first label is certain too; nobody can be sure of a variety and not of the kind, or of
 *     another one's
 * @param reasons why the answer is not certain; nothing for one that is
 */
record Certainty(Status status, boolean labelRecognised, Set<Reason> reasons) {

    Certainty {
        reasons = Collections.unmodifiableSet(reasons);
    }

    /**
     * Returns the certainty of an answer.
     *
     * @param kinds candidate kinds of fruit, most probable first
     * @param kindOf the kind of a label
     * @param manifest manifest of the index that was searched
     */
    static Certainty of(
            Recognition recognition, List<Candidate> kinds, UnaryOperator<String> kindOf, Manifest manifest) {
        Thresholds thresholds = manifest.answerRules().thresholds();
        LabelPhotos photos = new LabelPhotos(manifest.counts().labels());
        String kind = kinds.get(0).label();
        Status ofPhotos = photos.atBest(label -> kindOf.apply(label).equals(kind));
        Status status = recognition
                .limited(thresholds.kindStatus(
                        recognition.familiarity(), kinds.get(0).confidence(), Candidate.second(kinds)))
                .atBest(ofPhotos);
        String label = recognition.best().label();
        boolean labelRecognised = kindOf.apply(label).equals(kind)
                && recognition.status().atBest(status).atBest(photos.atBest(label::equals)) == Status.RECOGNISED;
        return new Certainty(status, labelRecognised, reasons(status, ofPhotos, recognition, kinds, thresholds));
    }

    /** @param ofPhotos the status that the number of indexed photos of the first kind allows */
    private static Set<Reason> reasons(
            Status status, Status ofPhotos, Recognition recognition, List<Candidate> kinds, Thresholds thresholds) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        recognition.doubts().forEach(doubt -> reasons.add(Reason.of(doubt)));
        switch (status) {
            case RECOGNISED -> reasons.clear();
            case UNKNOWN -> {
                if (reasons.isEmpty()) {
                    reasons.add(Reason.NOT_LIKE_ANY_FRUIT);
                }
            }
            case UNCERTAIN -> {
                double confidence = kinds.get(0).confidence();
                if (recognition.familiarity() < thresholds.familiarFrom()) {
                    reasons.add(Reason.UNFAMILIAR_STYLE);
                }
                if (confidence < thresholds.kindRecognisedFrom()
                        || !Thresholds.leads(confidence, Candidate.second(kinds))) {
                    reasons.add(Reason.AMBIGUOUS);
                }
                if (ofPhotos != Status.RECOGNISED) {
                    reasons.add(Reason.FEW_INDEXED_PHOTOS);
                }
            }
        }
        return reasons;
    }
}
