package dev.pomona.service.reindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pomona.model.store.FolderStore;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.Pictures;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The packaged indexer as a child process of the service, on a folder of some photos. Left out where it is not built. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "pomona.index.refresh=500ms",
            "pomona.security.operator.password=" + Client.OPERATOR_PASSWORD,
            "pomona.reindex.parameters.components=4",
            "pomona.reindex.parameters.max-reject-share=0.5",
            "pomona.reindex.local.java-options=-Xmx1g -XX:TieredStopAtLevel=1"
        })
@DirtiesContext
class LocalRunIT {

    private static final String ADMIN = "/admin/reindex";
    private static final Path WORK = newFolder();

    @LocalServerPort
    private int port;

    @Autowired
    private RunWatch watch;

    private Client service;
    private final ObjectStore store = FolderStore.at(WORK.resolve("index"));

    private static Path newFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target/indexes")), "local")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @DynamicPropertySource
    static void folders(DynamicPropertyRegistry properties) {
        properties.add("pomona.index.location", () -> WORK.resolve("index").toString());
        properties.add("pomona.reindex.photos", () -> WORK.resolve("photos").toString());
        properties.add(
                "pomona.reindex.local.output", () -> WORK.resolve("output").toString());
    }

    @BeforeAll
    static void writePhotos() throws IOException {
        boolean built = Files.isReadable(Path.of("../batch-indexer/target/pomona-indexer/pomona-indexer.jar"));
        if (!built) {
            System.out.println("LocalRunIT is skipped: the indexer is not packaged");
        }
        assumeTrue(built, "the indexer is not packaged");
        paint("Lemon", new Color(240, 220, 40));
        paint("Lime", new Color(90, 180, 40));
        paint("Plum", new Color(90, 30, 110));
        Files.writeString(WORK.resolve("photos/Plum/notes.jpg"), "no photo");
    }

    private static void paint(String label, Color color) throws IOException {
        Path folder = Files.createDirectories(WORK.resolve("photos").resolve(label));
        for (int i = 0; i < 8; i++) {
            Color table = new Color(250 - 12 * i, 240 - 6 * i, 200 + 6 * i);
            Files.write(folder.resolve(i + ".jpg"), Pictures.jpeg(Pictures.shaded(color, table)));
        }
    }

    @BeforeEach
    void connect() {
        service = new Client(port);
    }

    @Test
    void aRunIsStartedAndServedThenOneIsCancelledAndOneIsKilled() throws Exception {
        String first = start();
        await().atMost(Duration.ofSeconds(120)).until(() -> state(first), state -> !AT_WORK.contains(state));
        JsonNode run = run(first);
        assertThat(run.path("state").asString()).as(run.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(run.path("version").asString()).isEqualTo(first);
        assertThat(run.path("made").path("photos").asLong()).isEqualTo(24);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> service.get("/index").body().contains(first));
        reportAndRejectsAreThere(first);

        String second = start();
        await().atMost(Duration.ofSeconds(60)).until(() -> state(second).equals("RUNNING"));
        assertThat(service.send("DELETE", ADMIN + "/" + second, Client.OPERATOR).status())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(60)).until(() -> state(second), state -> !AT_WORK.contains(state));
        assertThat(state(second)).isEqualTo("CANCELLED");
        assertThat(store.keys("versions/" + second + "/")).as("nothing is left").isEmpty();

        String third = start();
        await().atMost(Duration.ofSeconds(60)).until(() -> state(third).equals("RUNNING"));
        kill(run(third).path("launcher").path("id").asString());
        await().atMost(Duration.ofSeconds(30)).until(() -> state(third), state -> !AT_WORK.contains(state));
        JsonNode lost = run(third);
        assertThat(lost.path("state").asString()).isEqualTo("LOST");
        assertThat(lost.path("failure").path("exitCode").asInt()).isEqualTo(137);
        watch.look();
        assertThat(store.keys("runs/output/"))
                .contains("runs/output/" + first + ".log", "runs/output/" + third + ".log");
        assertThat(service.get("/index").json().path("version").asString()).isEqualTo(first);
    }

    private void reportAndRejectsAreThere(String version) {
        String path = "/admin/index/versions/" + version;
        Reply report = service.get(path + "/report", Client.OPERATOR);
        assertThat(report.header("Content-Type")).startsWith("text/html");
        assertThat(report.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "frame-ancestors 'self'", "sandbox")
                .doesNotContain("script-src");
        assertThat(report.headers().allValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
        assertThat(report.body()).contains("Index " + version).doesNotContain("<script");
        JsonNode rejects =
                service.get(path + "/rejects?limit=1", Client.OPERATOR).json();
        assertThat(rejects.path("total").asInt()).isEqualTo(1);
        assertThat(rejects.path("next").isNull()).isTrue();
        assertThat(rejects.path("rejects").path(0).path("photo").asString()).isEqualTo("Plum/notes.jpg");
        assertThat(service.get(path + "/rejects?after=1", Client.OPERATOR)
                        .json()
                        .path("rejects")
                        .size())
                .isZero();
        Reply csv = service.get(path + "/rejects.csv", Client.OPERATOR);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).contains("attachment");
        assertThat(csv.body()).startsWith("photo,reason,detail\r\n\"Plum/notes.jpg\",\"UNSUPPORTED_FORMAT\"");
    }

    private static final Set<String> AT_WORK = Set.of("QUEUED", "STARTING", "RUNNING");

    private String start() {
        Reply reply = service.send("POST", ADMIN, Client.OPERATOR);
        assertThat(reply.status()).as(reply.body()).isEqualTo(202);
        return reply.json().path("id").asString();
    }

    private JsonNode run(String id) {
        return service.get(ADMIN + "/" + id, Client.OPERATOR).json();
    }

    private String state(String id) {
        return run(id).path("state").asString();
    }

    /** {@code host/number/start}, as the launcher names its processes. */
    private static void kill(String id) {
        List<String> parts = List.of(id.split("/"));
        ProcessHandle.of(Long.parseLong(parts.get(1))).orElseThrow().destroyForcibly();
    }
}
