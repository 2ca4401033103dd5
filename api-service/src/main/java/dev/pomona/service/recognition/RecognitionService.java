package dev.pomona.service.recognition;

import dev.pomona.model.neighbours.SearchResult;
import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.View;
import dev.pomona.model.recognition.AnswerRules;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.Recognition;
import dev.pomona.service.catalogue.Catalogue;
import dev.pomona.service.index.IndexRefresher;
import dev.pomona.service.index.ServedModel;
import dev.pomona.service.upload.Bulkhead;
import dev.pomona.service.upload.UploadDecoder;
import dev.pomona.service.upload.UploadProperties;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.util.List;
import org.springframework.stereotype.Component;

/** From the bytes of photos to the answer: decode, featurise, search. */
@Component
class RecognitionService {

    private final IndexRefresher server;
    private final Catalogue catalogue;
    private final UploadDecoder reader;
    private final List<View> views;
    private final Bulkhead gate;
    private final RecognitionMetrics metrics;

    RecognitionService(
            IndexRefresher server,
            Catalogue catalogue,
            UploadProperties properties,
            UploadDecoder reader,
            RecognitionMetrics metrics) {
        this.server = server;
        this.catalogue = catalogue;
        this.reader = reader;
        this.views = View.of(properties.views());
        this.gate =
                new Bulkhead(Runtime.getRuntime().availableProcessors(), properties.maxWaiting(), properties.maxWait());
        this.metrics = metrics;
        metrics.watch(gate);
    }

    /**
     * Recognises the one fruit that these photos show.
     *
     * @throws PhotoException if a photo cannot be used
     * @throws ProblemException if there is no index, or too much to do
     */
    Answer recognise(List<byte[]> photos) throws Exception {
        ServedModel model = server.served()
                .orElseThrow(
                        () -> new ProblemException(Problem.NO_INDEX, "No index is loaded yet; try again shortly."));
        Answer answer = gate.pass(() -> answer(model, photos));
        metrics.answered(answer);
        return answer;
    }

    private Answer answer(ServedModel model, List<byte[]> photos) throws Exception {
        long start = System.nanoTime();
        PhotoFeatures found = PhotoFeatures.of(photos, reader, views, model.extractor(), gate);
        long featurised = System.nanoTime();
        List<SearchResult> hits = model.index().recogniser().search(found.features());
        AnswerRules rules = model.index().recogniser().rules();
        Recognition recognition = rules.answer(hits);
        List<Candidate> kinds = rules.groups(hits, catalogue::kindOf);
        List<Candidate> varieties = rules.groups(hits, catalogue::varietyOf);
        long answered = System.nanoTime();
        Timings timings =
                Timings.of(found.decodeNanos(), found.extractNanos(), answered - featurised, answered - start);
        Answer answer = new Answer(
                recognition, kinds, varieties, found.first(), model.index().manifest(), timings);
        return found.blank() ? answer.ofNothing() : answer;
    }
}
