package dev.pomona.service.reindex;

import dev.pomona.service.PomonaApplication;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.system.ApplicationHome;

/** Finds the packaged indexer: where it is configured, beside the service as in a container image, or in the built tree. */
final class IndexerJar {

    private static final String JAR = "pomona-indexer/pomona-indexer.jar";
    private static final String BUILT = "batch-indexer/target/" + JAR;

    private IndexerJar() {}

    /**
     * Returns the indexer's jar.
     *
     * @param configured null to look for it
     * @throws IllegalStateException if there is none; the message is one line for the operator
     */
    static Path find(@Nullable Path configured) {
        List<Path> places = configured == null ? places() : List.of(configured.toAbsolutePath());
        return places.stream()
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no indexer at %s: set pomona.reindex.local.jar."
                        .formatted(String.join(
                                ", ", places.stream().map(Path::toString).toList()))));
    }

    private static List<Path> places() {
        File home = new ApplicationHome(PomonaApplication.class).getDir();
        Path service = home.toPath().toAbsolutePath();
        return Stream.of(
                        service.resolve("../" + JAR),
                        service.resolve("../../" + BUILT),
                        Path.of(BUILT),
                        Path.of("../" + BUILT))
                .map(place -> place.toAbsolutePath().normalize())
                .distinct()
                .toList();
    }
}
