package dev.pomona.service.recognition;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.Recognition;
import java.util.List;

/**
 * What was found out about a request's photos.
 *
 * @param recognition the answer
 * @param kinds the kinds of fruit in question, as {@code Catalogue.kindOf} calls them, most probable first
 * @param varieties the same of varieties
 * @param photo the first photo
 * @param manifest of the index that was asked
 * @param timings how long it took
 */
record Answer(
        Recognition recognition,
        List<Candidate> kinds,
        List<Candidate> varieties,
        RecognitionResponse.PhotoView photo,
        Manifest manifest,
        Timings timings) {

    /** The same where the photos show nothing. */
    Answer ofNothing() {
        return new Answer(
                recognition.ofNothing(),
                kinds.stream().map(Candidate::withoutConfidence).toList(),
                varieties.stream().map(Candidate::withoutConfidence).toList(),
                photo,
                manifest,
                timings);
    }

    /** What is remembered of it under this id. */
    RecentAnswer named(String requestId) {
        Candidate best = recognition.best();
        return new RecentAnswer(requestId, recognition.status(), best.label(), best.confidence(), manifest.version());
    }
}
