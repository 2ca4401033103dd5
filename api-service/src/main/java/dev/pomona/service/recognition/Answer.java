package dev.pomona.service.recognition;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.Recognition;
import dev.pomona.service.feedback.AnswerSummary;
import dev.pomona.service.index.Exemplars;
import java.util.List;

/**
 * The answer to a request.
 *
 * @param recognition status and candidates
 * @param kinds candidate kinds of fruit, named as by {@code Catalogue.kindOf}, most probable first
 * @param varieties candidate varieties, likewise
 * @param certainty how certain it is
 * @param photo format and size of the first photo
 * @param manifest manifest of the index that was searched
 * @param exemplars pictures of what the labels of that index look like
 * @param timings duration of each stage
 */
record Answer(
        Recognition recognition,
        List<Candidate> kinds,
        List<Candidate> varieties,
        Certainty certainty,
        RecognitionResponse.PhotoView photo,
        Manifest manifest,
        Exemplars exemplars,
        Timings timings) {

    /** Returns what feedback about this answer is stored with. */
    AnswerSummary summary(String requestId) {
        Candidate best = recognition.best();
        return new AnswerSummary(requestId, certainty.status(), best.label(), best.confidence(), manifest.version());
    }
}
