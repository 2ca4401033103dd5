package dev.pomona.service.reindex;

import dev.pomona.model.features.BackboneFiles;
import dev.pomona.model.runs.RunLog;
import dev.pomona.model.runs.RunProcess;
import dev.pomona.model.runs.RunRecord;
import dev.pomona.model.runs.RunSlot;
import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.service.Client;
import dev.pomona.service.IndexIsLoaded;
import dev.pomona.service.index.SmallIndex;
import dev.pomona.service.reindex.Launcher.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A whole service with an index of two versions in a folder and a launcher that starts nothing. All tests that extend this
 * class share one.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "pomona.index.refresh=1h",
            "pomona.security.operator.password=" + Client.OPERATOR_PASSWORD,
            "pomona.security.operator.failures-per-minute=0",
            "pomona.reindex.photos=s3://shop/photos",
            "pomona.reindex.sources=s3://shop/more,/srv/photos",
            "pomona.reindex.parameters.group-from=/([0-9]+)_",
            "pomona.reindex.max-listeners=2"
        })
@Import(OperatedService.Fakes.class)
@ExtendWith(IndexIsLoaded.class)
abstract class OperatedService {

    static final String FIRST = "20260102T030405Z-00000001";
    static final String SECOND = "20260103T030405Z-00000002";
    static final Path INDEX = newIndex();

    @TestConfiguration
    static class Fakes {

        @Bean
        @Primary
        FakeLauncher fakeLauncher() {
            return new FakeLauncher();
        }
    }

    @DynamicPropertySource
    static void index(DynamicPropertyRegistry properties) {
        properties.add("pomona.index.location", INDEX::toString);
    }

    private static Path newIndex() {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/indexes")), "operators");
            version(folder, FIRST, 9);
            version(folder, SECOND, 12);
            return folder.toAbsolutePath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void version(Path folder, String name, int photos) throws IOException {
        new SmallIndex(folder)
                .version(name)
                .photos(photos)
                .fingerprint(BackboneFiles.bundled().backbone().fingerprint())
                .features(BackboneFiles.bundled().backbone().dimension())
                .write();
    }

    @LocalServerPort
    int port;

    @Autowired
    FakeLauncher launcher;

    @Autowired
    RunWatch watch;

    @Autowired
    Reindexing reindexing;

    @Autowired
    private Runs runs;

    Client service;
    final ObjectStore store = FolderStore.at(INDEX);
    final RunLog records = new RunLog(store);

    @BeforeEach
    void freeTheSlot() throws IOException {
        service = new Client(port);
        store.delete(RunSlot.KEY);
        launcher.failure = null;
        launcher.started.clear();
        launcher.cancelled.clear();
    }

    /** The service asks a launcher every other second at most. */
    void says(String run, Phase phase, int... exitCode) {
        if (exitCode.length == 0) {
            launcher.says(run, phase);
        } else {
            launcher.says(run, phase, exitCode[0]);
        }
        runs.forgetStatuses();
    }

    void record(String id, RunRecord.State state, Instant heartbeat, RunRecord.@Nullable Failure failure)
            throws IOException {
        records.write(new RunRecord(
                id,
                state,
                "featurise",
                30,
                120,
                2L,
                10,
                heartbeat.plusSeconds(9),
                heartbeat,
                heartbeat,
                state == RunRecord.State.SUCCEEDED ? SECOND : null,
                failure,
                Map.of(),
                new RunProcess("another-machine", 1, "")));
    }
}
