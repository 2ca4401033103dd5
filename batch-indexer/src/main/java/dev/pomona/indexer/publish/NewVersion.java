package dev.pomona.indexer.publish;

import dev.pomona.indexer.featurise.ExecutorNetwork;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.model.features.Fingerprint;
import dev.pomona.model.index.IndexLayout;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The version that a run is about to make.
 *
 * @param name its name
 * @param started when the run began
 * @param fingerprint of the extractor
 */
public record NewVersion(String name, Instant started, String fingerprint) {

    public static NewVersion begin(IndexParameters parameters) throws IOException {
        Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new NewVersion(
                IndexLayout.version(started, ThreadLocalRandom.current().nextInt()),
                started,
                Fingerprint.of(ExecutorNetwork.weightsOf(parameters.network().weights())));
    }
}
