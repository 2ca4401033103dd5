package dev.pomona.service.recognition;

import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.View;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.Doubt;
import dev.pomona.model.recognition.Recognition;
import dev.pomona.service.catalogue.Catalogue;
import dev.pomona.service.index.IndexRefresher;
import dev.pomona.service.index.ServedIndex;
import dev.pomona.service.upload.Bulkhead;
import dev.pomona.service.upload.UploadDecoder;
import dev.pomona.service.upload.UploadProperties;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Decodes, featurises and searches for the photos of a request. */
@Component
class RecognitionService {

    private final IndexRefresher refresher;
    private final Catalogue catalogue;
    private final UploadDecoder decoder;
    private final List<View> views;
    private final Bulkhead bulkhead;
    private final RecognitionMetrics metrics;

    RecognitionService(
            IndexRefresher refresher,
            Catalogue catalogue,
            RecognitionProperties properties,
            UploadProperties limits,
            UploadDecoder decoder,
            RecognitionMetrics metrics) {
        this.refresher = refresher;
        this.catalogue = catalogue;
        this.decoder = decoder;
        this.views = View.of(properties.views());
        this.bulkhead = new Bulkhead(Runtime.getRuntime().availableProcessors(), limits.maxWaiting(), limits.maxWait());
        this.metrics = metrics;
        metrics.watch(bulkhead);
    }

    /**
     * Recognises the fruit that these photos show.
     *
     * @throws PhotoException if a photo cannot be used
     * @throws ProblemException if no index is loaded, or the service is overloaded
     */
    Answer recognise(List<byte[]> photos) throws Exception {
        ServedIndex model = refresher
                .served()
                .orElseThrow(
                        () -> new ProblemException(Problem.NO_INDEX, "No index is loaded yet; try again shortly."));
        Answer answer = bulkhead.execute(() -> answer(model, photos));
        metrics.answered(answer);
        return answer;
    }

    private Answer answer(ServedIndex model, List<byte[]> photos) throws Exception {
        long start = System.nanoTime();
        PhotoFeatures photoFeatures = PhotoFeatures.of(photos, decoder, views, model.extractor(), bulkhead);
        long featurised = System.nanoTime();
        Recognition recognition = model.recogniser().recognise(photoFeatures.features());
        for (Doubt doubt : photoFeatures.doubts()) {
            recognition = recognition.doubted(doubt);
        }
        long answered = System.nanoTime();
        Timings timings = Timings.of(
                photoFeatures.decodeNanos(), photoFeatures.extractNanos(), answered - featurised, answered - start);
        List<Candidate> kinds = recognition.grouped(catalogue::kindOf);
        return new Answer(
                recognition,
                kinds,
                recognition.grouped(catalogue::varietyOf),
                Certainty.of(recognition, kinds, catalogue::kindOf, model.manifest()),
                photoFeatures.first(),
                model.manifest(),
                model.exemplars(),
                timings);
    }
}
