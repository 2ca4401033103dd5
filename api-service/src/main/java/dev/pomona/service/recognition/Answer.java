package dev.pomona.service.recognition;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.LabelPhotos;
import dev.pomona.model.recognition.Recognition;
import dev.pomona.model.recognition.Status;
import dev.pomona.model.recognition.Thresholds;
import dev.pomona.service.feedback.AnswerSummary;
import dev.pomona.service.index.Exemplars;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The answer to a request.
 *
 * @param recognition status and candidates
 * @param kinds candidate kinds of fruit, named as by {@code Catalogue.kindOf}, most probable first
 * @param varieties candidate varieties, likewise
 * @param kindOf the kind of a label
 * @param photo format and size of the first photo
 * @param manifest manifest of the index that was searched
 * @param exemplars pictures of what the labels of that index look like
 * @param timings duration of each stage
 */
record Answer(
        Recognition recognition,
        List<Candidate> kinds,
        List<Candidate> varieties,
        UnaryOperator<String> kindOf,
        RecognitionResponse.PhotoView photo,
        Manifest manifest,
        Exemplars exemplars,
        Timings timings) {

    /** Returns the status of the first kind of fruit, whatever the variety. */
    Status status() {
        return recognition
                .limited(thresholds()
                        .kindStatus(recognition.familiarity(), kinds.get(0).confidence(), Candidate.second(kinds)))
                .atBest(statusOfPhotos());
    }

    /** Returns the status that the number of indexed photos of the first kind allows. */
    private Status statusOfPhotos() {
        String kind = kinds.get(0).label();
        return photos().atBest(label -> kindOf.apply(label).equals(kind));
    }

    private LabelPhotos photos() {
        return new LabelPhotos(manifest.counts().labels());
    }

    private Thresholds thresholds() {
        return manifest.answerRules().thresholds();
    }

    /** Returns whether the first label is certain too; nobody can be sure of a variety and not of the kind, or of another one's. */
    boolean isLabelRecognised() {
        String label = recognition.best().label();
        return kindOf.apply(label).equals(kinds.get(0).label())
                && recognition.status().atBest(status()).atBest(photos().atBest(label::equals)) == Status.RECOGNISED;
    }

    /** Returns why the answer is not certain; nothing for one that is. */
    Set<Reason> reasons() {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        recognition.doubts().forEach(doubt -> reasons.add(Reason.of(doubt)));
        switch (status()) {
            case RECOGNISED -> reasons.clear();
            case UNKNOWN -> {
                if (reasons.isEmpty()) {
                    reasons.add(Reason.NOT_LIKE_ANY_FRUIT);
                }
            }
            case UNCERTAIN -> {
                double confidence = kinds.get(0).confidence();
                if (recognition.familiarity() < thresholds().familiarFrom()) {
                    reasons.add(Reason.UNFAMILIAR_STYLE);
                }
                if (confidence < thresholds().kindRecognisedFrom()
                        || !Thresholds.leads(confidence, Candidate.second(kinds))) {
                    reasons.add(Reason.AMBIGUOUS);
                }
                if (statusOfPhotos() != Status.RECOGNISED) {
                    reasons.add(Reason.FEW_INDEXED_PHOTOS);
                }
            }
        }
        return reasons;
    }

    /** Returns what feedback about this answer is stored with. */
    AnswerSummary summary(String requestId) {
        Candidate best = recognition.best();
        return new AnswerSummary(requestId, status(), best.label(), best.confidence(), manifest.version());
    }
}
