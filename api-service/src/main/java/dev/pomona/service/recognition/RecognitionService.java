package dev.pomona.service.recognition;

import dev.pomona.model.features.InputBatch;
import dev.pomona.model.photo.Photo;
import dev.pomona.model.photo.PhotoDecoder;
import dev.pomona.model.photo.PhotoException;
import dev.pomona.model.photo.PhotoLimits;
import dev.pomona.model.photo.View;
import dev.pomona.model.recognition.Recognition;
import dev.pomona.service.index.ModelServer;
import dev.pomona.service.index.ServedModel;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** From the bytes of photos to the answer: decode, featurise, search. */
@Component
class RecognitionService {

    private final ModelServer server;
    private final PhotoDecoder decoder;
    private final List<View> views;
    private final Gate gate;

    RecognitionService(ModelServer server, RecognitionProperties properties) {
        this.server = server;
        this.decoder = new PhotoDecoder(new PhotoLimits(properties.maxPixels(), PhotoLimits.DEFAULT.minSide()));
        this.views = View.of(properties.views());
        this.gate = new Gate(Runtime.getRuntime().availableProcessors(), properties.maxWaiting(), properties.maxWait());
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
        return gate.pass(() -> answer(model, photos));
    }

    private Answer answer(ServedModel model, List<byte[]> photos) throws PhotoException {
        long start = System.nanoTime();
        List<Photo> decoded = new ArrayList<>();
        List<InputBatch> inputs = new ArrayList<>();
        for (byte[] bytes : photos) {
            Photo photo = decoder.decode(bytes, model.extractor().scaledJpegs());
            decoded.add(photo);
            inputs.add(InputBatch.of(photo, views));
        }
        long prepared = System.nanoTime();
        List<float[][]> features =
                inputs.stream().map(model.extractor()::extract).toList();
        long featurised = System.nanoTime();
        Recognition recognition = model.index().recogniser().recognise(features);
        Timings timings = Timings.between(start, prepared, featurised, System.nanoTime());
        return new Answer(recognition, decoded.get(0), model.index().manifest(), timings);
    }
}
