package dev.pomona.service.recognition;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.neighbours.Neighbour;
import dev.pomona.model.photo.Orientation;
import dev.pomona.model.photo.Photo;
import dev.pomona.model.photo.PhotoFormat;
import dev.pomona.model.recognition.Candidate;
import dev.pomona.model.recognition.Recognition;
import dev.pomona.model.recognition.Status;
import dev.pomona.service.catalogue.Catalogue;
import dev.pomona.service.catalogue.Fruit;
import dev.pomona.service.index.Exemplars;
import dev.pomona.service.web.Language;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer.
 *
 * @param requestId id of the answer, also in the log
 * @param feedbackToken to be sent with feedback about the answer, within an hour; null if the service takes none
 * @param status whether the kind of fruit is certain
 * @param reasons why it is not; empty with status RECOGNISED
 * @param label the label of the first candidate; null with status UNKNOWN
 * @param confidence calibrated probability that the label is right, 0 to 1; null with the label
 * @param labelRecognised whether the label is certain too, and not the kind alone
 * @param fruit card of the kind that is named; null with status UNKNOWN, and for a kind without a card
 * @param kind the kind of fruit that is most probable, whatever the variety; null with status UNKNOWN
 * @param kinds candidate kinds of fruit with their varieties, most probable first
 * @param candidates candidate labels, most probable first
 * @param neighbours the indexed photos that voted, nearest first, each once; empty unless requested
 */
record RecognitionResponse(
        String requestId,
        @Nullable String feedbackToken,
        Status status,
        Set<Reason> reasons,
        @Nullable String label,
        @Nullable Double confidence,
        boolean labelRecognised,
        KindView.@Nullable First kind,
        @Nullable Fruit fruit,
        List<KindView> kinds,
        List<CandidateView> candidates,
        List<Neighbour> neighbours,
        IndexView index,
        ModelView model,
        PhotoView photo,
        Timings timingsMs) {

    /** A candidate label, its name for people, its nearest indexed photo, and paths of pictures of the label. */
    record CandidateView(
            String label, String displayName, double confidence, Nearest nearest, List<String> exemplars) {}

    /** An indexed photo and its cosine similarity to the query photo. */
    record Nearest(String photo, float similarity) {

        static Nearest of(Neighbour neighbour) {
            return new Nearest(neighbour.photo(), neighbour.similarity());
        }
    }

    /** The index that was searched. */
    record IndexView(String version, long photos, int labels) {}

    /** The feature extractor. */
    record ModelView(String fingerprint) {}

    /** Format of the (first) photo, and its upright width and height in pixels. */
    record PhotoView(PhotoFormat format, int width, int height, boolean orientationApplied) {

        static PhotoView of(Photo photo) {
            return new PhotoView(
                    photo.format(), photo.width(), photo.height(), photo.orientation() != Orientation.NORMAL);
        }
    }

    static RecognitionResponse of(
            String requestId,
            @Nullable String feedbackToken,
            Answer answer,
            int top,
            boolean neighbours,
            Catalogue catalogue,
            Language language) {
        Recognition recognition = answer.recognition();
        Candidate best = recognition.best();
        Certainty certainty = answer.certainty();
        boolean known = certainty.status() != Status.UNKNOWN;
        Manifest manifest = answer.manifest();
        List<KindView> kinds = new KindViews(answer, catalogue, language).list(top);
        return new RecognitionResponse(
                requestId,
                feedbackToken,
                certainty.status(),
                certainty.reasons(),
                known ? best.label() : null,
                known ? best.confidence() : null,
                certainty.labelRecognised(),
                known ? first(kinds.get(0), certainty.status() == Status.RECOGNISED) : null,
                known ? cardOfFirstKind(answer, catalogue, language).orElse(null) : null,
                kinds,
                recognition.candidates().stream()
                        .limit(top)
                        .map(candidate -> view(candidate, answer.exemplars(), catalogue, language))
                        .toList(),
                neighbours ? recognition.neighbours() : List.of(),
                new IndexView(
                        manifest.version(),
                        manifest.counts().photos(),
                        manifest.counts().labels().size()),
                new ModelView(manifest.fingerprint()),
                answer.photo(),
                answer.timings());
    }

    private static KindView.First first(KindView kind, boolean recognised) {
        return new KindView.First(kind.id(), kind.name(), kind.confidence(), recognised);
    }

    /** The card of the kind that is named, with the variety of its most probable label; that of the label may be another. */
    private static Optional<Fruit> cardOfFirstKind(Answer answer, Catalogue catalogue, Language language) {
        String kind = answer.kinds().get(0).label();
        return answer.recognition().candidates().stream()
                .map(Candidate::label)
                .filter(label -> catalogue.kindOf(label).equals(kind))
                .findFirst()
                .flatMap(label -> catalogue.fruitOf(label, language));
    }

    private static CandidateView view(
            Candidate candidate, Exemplars exemplars, Catalogue catalogue, Language language) {
        return new CandidateView(
                candidate.label(),
                catalogue.displayName(candidate.label(), language),
                candidate.confidence(),
                Nearest.of(candidate.nearest()),
                exemplars.of(candidate.label()));
    }
}
