package dev.pomona.service.reindex;

import dev.pomona.model.index.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants indexed. Null for what is configured.
 *
 * @param photos folders or prefixes of labelled photos
 * @param heldOut folders or prefixes of labelled query photos, {@code NAME=LOCATION} to name a source
 * @param negatives folders or prefixes of photos of things that are no fruit
 * @param parameters options of the indexer
 * @param allow checks of the quality gate that may fail
 * @param note why, for the history
 */
record ReindexRequest(
        @Nullable List<String> photos,
        @Nullable List<String> heldOut,
        @Nullable List<String> negatives,
        @Nullable ReindexParameters parameters,
        @Nullable List<Violation.Code> allow,
        @Nullable String note) {

    static final ReindexRequest EMPTY = new ReindexRequest(null, null, null, null, null, null);

    /** Returns this request with what is configured where it names nothing. */
    ReindexRequest orElse(ReindexProperties configured) {
        return new ReindexRequest(
                photos == null ? configured.photos() : photos,
                heldOut == null ? configured.heldOut() : heldOut,
                negatives == null ? configured.negatives() : negatives,
                (parameters == null ? ReindexParameters.NONE : parameters).orElse(configured.parameters()),
                allow == null ? List.of() : allow,
                note);
    }

    /**
     * Returns the indexer's command line. To be called for a complete request.
     *
     * @param index location of the index
     * @param backbone location of the network; null for the bundled one
     * @param run id of the run
     */
    List<String> toArguments(String index, @Nullable String backbone, String run) {
        List<String> arguments = new ArrayList<>(List.of("index", "--index=" + index, "--run-id=" + run));
        if (backbone != null) {
            arguments.add("--backbone=" + backbone);
        }
        add(arguments, "--photos", photos);
        add(arguments, "--held-out", heldOut);
        add(arguments, "--negatives", negatives);
        add(arguments, "--allow", allow);
        if (parameters != null) {
            arguments.addAll(parameters.toOptions());
        }
        return arguments;
    }

    private static void add(List<String> arguments, String name, @Nullable List<?> values) {
        if (values != null) {
            values.forEach(value -> arguments.add(name + "=" + value));
        }
    }
}
