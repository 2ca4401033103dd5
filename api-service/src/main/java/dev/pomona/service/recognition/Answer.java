package dev.pomona.service.recognition;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.LabelPhotos;
import dev.pomona.model.recognition.Recognition;
import dev.pomona.model.recognition.Status;
import dev.pomona.service.feedback.AnswerSummary;
import java.util.List;
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
 * @param timings duration of each stage
 */
record Answer(
        Recognition recognition,
        List<Candidate> kinds,
        List<Candidate> varieties,
        UnaryOperator<String> kindOf,
        RecognitionResponse.PhotoView photo,
        Manifest manifest,
        Timings timings) {

    /** Returns whether the first kind is certain; the label may not be. */
    boolean isKindRecognised() {
        return kindStatus() == Status.RECOGNISED;
    }

    private Status kindStatus() {
        String kind = kinds.get(0).label();
        return recognition
                .limited(manifest.answerRules()
                        .thresholds()
                        .kindStatus(
                                recognition.neighbours().get(0).similarity(),
                                kinds.get(0).confidence(),
                                Candidate.second(kinds)))
                .atBest(photos().atBest(label -> kindOf.apply(label).equals(kind)));
    }

    private LabelPhotos photos() {
        return new LabelPhotos(manifest.counts().labels());
    }

    /** Returns the status of the label: nobody can be sure of a variety and not of the kind. */
    Status status() {
        return recognition
                .status()
                .atBest(kindStatus())
                .atBest(photos().atBest(recognition.best().label()::equals));
    }

    /** Returns what feedback about this answer is stored with. */
    AnswerSummary summary(String requestId) {
        Candidate best = recognition.best();
        return new AnswerSummary(requestId, status(), best.label(), best.confidence(), manifest.version());
    }
}
