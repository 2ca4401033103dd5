package dev.pomona.service.index;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Thresholds;
import dev.pomona.service.catalogue.Catalogue;
import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import dev.pomona.service.web.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /index}. */
@RestController
@Tag(name = "Index")
class IndexController {

    private final IndexRefresher refresher;

    private final Catalogue catalogue;

    IndexController(IndexRefresher refresher, Catalogue catalogue) {
        this.refresher = refresher;
        this.catalogue = catalogue;
    }

    /**
     * The served index.
     *
     * @param unconfirmed whether this is the version that was served last, because the index cannot be reached
     * @param photos number of photos in the index
     * @param labels number of labels
     * @param photosPerLabel photos of each label
     * @param labelsWithoutCard labels whose kind the catalogue does not have
     */
    record ServedIndexView(
            String version,
            String createdAt,
            String fingerprint,
            boolean unconfirmed,
            long photos,
            int labels,
            Manifest.Evaluation evaluation,
            Thresholds thresholds,
            Map<String, Long> photosPerLabel,
            List<String> labelsWithoutCard) {}

    @GetMapping(path = "/index", produces = MediaType.APPLICATION_JSON_VALUE)
    @ProblemResponses(Problem.NO_INDEX)
    @Operation(
            operationId = "index",
            summary = "Which index is being served, and how good it is on photos held out of it")
    ServedIndexView index() {
        Manifest manifest = refresher
                .served()
                .orElseThrow(() -> new ProblemException(Problem.NO_INDEX, "No index is loaded yet."))
                .manifest();
        return new ServedIndexView(
                manifest.version(),
                manifest.createdAt(),
                manifest.fingerprint(),
                refresher.isUnconfirmed(),
                manifest.counts().photos(),
                manifest.counts().labels().size(),
                manifest.evaluation(),
                manifest.answerRules().thresholds(),
                manifest.counts().labels(),
                manifest.counts().labels().keySet().stream()
                        .filter(label -> !catalogue.hasCard(label))
                        .toList());
    }
}
