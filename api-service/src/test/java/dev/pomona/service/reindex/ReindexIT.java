package dev.pomona.service.reindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.runs.RunLog;
import dev.pomona.model.runs.RunRecord;
import dev.pomona.model.runs.RunSlot;
import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.index.SmallIndex;
import dev.pomona.service.reindex.Launcher.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What operators do by HTTP. */
class ReindexIT extends OperatedService {

    private static final String ADMIN = "/admin/reindex";
    private static final String VERSIONS = "/admin/index/versions";

    // Starting

    @Test
    void anEmptyRequestStartsARunOfWhatIsConfigured() {
        Reply reply = service.send("POST", ADMIN, Client.OPERATOR);
        assertThat(reply.status()).as(reply.body()).isEqualTo(202);
        String id = reply.json().path("id").asString();
        assertThat(reply.header("Location")).isEqualTo(ADMIN + "/" + id);
        assertThat(reply.json().path("state").asString()).isEqualTo("QUEUED");
        assertThat(reply.json().path("requestedBy").asString()).isEqualTo("operator");
        assertThat(reply.json().path("launcher").path("id").asString()).isEqualTo("job-" + id);
        assertThat(reply.json().path("launcher").path("url").asString()).startsWith("https://spark.example/");
        assertThat(launcher.arguments.get(launcher.arguments.size() - 1))
                .containsExactly(
                        "index",
                        "--index=" + INDEX,
                        "--run-id=" + id,
                        "--photos=s3://shop/photos",
                        "--group-from=/([0-9]+)_");
    }

    @Test
    void aRequestReplacesWhatIsConfigured() {
        assertThat(post("""
                        {"photos": ["s3://shop/more/2026"], "heldOut": ["kitchen=/srv/photos/kitchen"],
                         "parameters": {"perLabel": 40, "margin": 0.01, "exemplars": 1,
                                        "exemplarsFrom": ["s3://shop/photos", "Fruit/**"]}, "allow": ["LOST_LABELS"], "note": "spring"}""").status()).isEqualTo(202);
        assertThat(launcher.arguments.get(launcher.arguments.size() - 1))
                .contains(
                        "--photos=s3://shop/more/2026",
                        "--held-out=kitchen=/srv/photos/kitchen",
                        "--allow=LOST_LABELS",
                        "--per-label=40",
                        "--margin=0.01",
                        "--exemplars=1",
                        "--exemplars-from=s3://shop/photos",
                        "--exemplars-from=Fruit/**",
                        "--group-from=/([0-9]+)_")
                .doesNotContain("--photos=s3://shop/photos");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"photos\": []}                                     | photos",
                "{\"photos\": [\"\"]}                                 | photos",
                "{\"photos\": [\"gs://shop/photos\"]}                 | photos",
                "{\"photos\": 3}                                      | photos",
                "{\"photo\": [\"s3://shop/photos\"]}                  | photo",
                "{\"parameters\": {\"perLabel\": 0}}                  | parameters.perLabel",
                "{\"parameters\": {\"perLabel\": \"many\"}}           | parameters.perLabel",
                "{\"parameters\": {\"labels\": 3}}                    | parameters.labels",
                "{\"parameters\": {\"groupFrom\": \"(\"}}             | parameters.groupFrom",
                "{\"parameters\": {\"exemplars\": 11}}                | parameters.exemplars",
                "{\"parameters\": {\"include\": [\"{a\"]}}            | parameters.include",
                "{\"allow\": [\"EVERYTHING\"]}                        | allow"
            })
    void whatTheIndexerWouldRefuseIsRefusedByTheNameOfItsField(String body, String field) {
        Reply reply = post(body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.json().path("type").asString()).isEqualTo("urn:pomona:problem:invalid-field");
        assertThat(reply.json().path("field").asString()).isEqualTo(field);
        assertThat(launcher.started).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"photos\": [\"s3://other/photos\"]}                        | photos",
                "{\"photos\": [\"s3://shop/photos2\"]}                        | photos",
                "{\"photos\": [\"/srv/photos/../secrets\"]}                   | photos",
                "{\"heldOut\": [\"a=/etc\"]}                                  | heldOut",
                "{\"negatives\": [\"file:///etc\"]}                           | negatives",
                "{\"parameters\": {\"labelFrom\": \"csv:/etc/passwd\"}}       | parameters.labelFrom"
            })
    void whatIsNotBelowAnAllowedSourceIsForbidden(String body, String field) {
        Reply reply = post(body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(403);
        assertThat(reply.json().path("type").asString()).isEqualTo("urn:pomona:problem:source-not-allowed");
        assertThat(reply.json().path("field").asString()).isEqualTo(field);
    }

    @Test
    void whatIsNoJsonIsAnInvalidRequest() {
        assertThat(post("{").status()).isEqualTo(400);
    }

    @Test
    void aSecondRunIsRefusedWithTheIdOfTheFirst() {
        String first = start();
        Reply second = post("{}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().path("type").asString()).isEqualTo("urn:pomona:problem:run-active");
        assertThat(second.json().path("run").asString()).isEqualTo(first);
    }

    @Test
    void ofManyRequestsAtOnceExactlyOneStartsARun() {
        List<Reply> replies =
                IntStream.range(0, 30).mapToObj(i -> CompletableFuture.supplyAsync(() -> post("{}"))).toList().stream()
                        .map(CompletableFuture::join)
                        .toList();
        assertThat(replies.stream().filter(reply -> reply.status() == 202)).hasSize(1);
        assertThat(replies.stream().filter(reply -> reply.status() == 409)).hasSize(29);
        assertThat(launcher.started).hasSize(1);
    }

    @Test
    void aRequestThatIsRepeatedWithItsKeyIsAnsweredWithTheSameRun() {
        String key = "key-" + Instant.now();
        List<String> runs = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post("{}", "Idempotency-Key", key)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .peek(reply -> assertThat(reply.status()).as(reply.body()).isEqualTo(202))
                .map(reply -> reply.json().path("id").asString())
                .toList();
        assertThat(runs).containsOnly(runs.get(0));
        assertThat(launcher.started).hasSize(1);
        assertThat(post("{\"note\": \"another\"}", "Idempotency-Key", key)
                        .json()
                        .path("type")
                        .asString())
                .isEqualTo("urn:pomona:problem:key-reused");
        assertThat(post("{}", "Idempotency-Key", "two words").status()).isEqualTo(400);
        launcher.says(runs.get(0), Phase.FAILED, 3);
        assertThat(post("{}", "Idempotency-Key", key).json().path("id").asString())
                .as("also when it has ended")
                .isEqualTo(runs.get(0));
    }

    @Test
    void aLauncherThatRefusesLeavesTheSlotFree() {
        launcher.failure = new Launcher.Refused("access denied");
        Reply refused = post("{}");
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.json().path("detail").asString()).isEqualTo("access denied");
        JsonNode run = run(refused.json().path("run").asString());
        assertThat(run.path("state").asString()).isEqualTo("FAILED");
        assertThat(run.path("failure").path("message").asString()).isEqualTo("access denied");
        start();
    }

    @Test
    void aStartWhoseAnswerWasLostIsRepeatedUnderTheSameId() {
        launcher.failure = new IOException("connection reset");
        String id = start();
        assertThat(run(id).path("state").asString()).isEqualTo("QUEUED");
        watch.look();
        assertThat(launcher.started).containsOnly(id).hasSizeGreaterThanOrEqualTo(2);
        assertThat(run(id).path("launcher").path("id").asString()).isEqualTo("job-" + id);
    }

    // Following

    @Test
    void aRunIsFollowedFromItsLauncherToItsEnd() throws IOException {
        String id = start();
        says(id, Phase.WORKING);
        assertThat(run(id).path("state").asString()).isEqualTo("STARTING");
        RunSlot slot = RunSlot.take(store, id, Clock.systemUTC()).orElseThrow();
        record(id, RunRecord.State.RUNNING, Instant.now(), null);
        JsonNode running = run(id);
        assertThat(running.path("state").asString()).isEqualTo("RUNNING");
        assertThat(running.path("stage").asString()).isEqualTo("featurise");
        assertThat(running.path("done").asLong()).isEqualTo(30);
        assertThat(running.path("total").asLong()).isEqualTo(120);
        assertThat(running.path("rejects").asLong()).isEqualTo(2);
        assertThat(post("{}").json().path("run").asString()).isEqualTo(id);
        record(id, RunRecord.State.SUCCEEDED, Instant.now(), null);
        slot.release();
        JsonNode ended = run(id);
        assertThat(ended.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(ended.path("failure").isNull()).isTrue();
        assertThat(ended.path("version").asString()).isEqualTo(SECOND);
        assertThat(ended.path("made").path("photos").asLong()).isEqualTo(12);
        assertThat(ended.path("current").isObject()).isTrue();
        assertThat(service.get(ADMIN + "?limit=100", Client.OPERATOR).json().findValuesAsString("id"))
                .contains(id);
    }

    @Test
    void aVersionThatTheGateRefusesIsTold() throws IOException {
        String id = start();
        record(
                id,
                RunRecord.State.FAILED,
                Instant.now(),
                new RunRecord.Failure("WORSE", "less accurate", 17, List.of("LESS_ACCURATE")));
        JsonNode run = run(id);
        assertThat(run.path("state").asString()).isEqualTo("REFUSED");
        assertThat(run.path("failure").path("exitCode").asInt()).isEqualTo(17);
        assertThat(run.path("failure").path("violations").toString()).isEqualTo("[\"LESS_ACCURATE\"]");
    }

    @Test
    void aProgramThatEndsBeforeItSaysAnythingHasFailedAndAnotherMayStart() {
        String id = start();
        says(id, Phase.FAILED, 2);
        assertThat(run(id).path("state").asString()).isEqualTo("FAILED");
        assertThat(run(id).path("failure").path("exitCode").asInt()).isEqualTo(2);
        assertThat(start()).isNotEqualTo(id);
    }

    @Test
    void aRunIsLostOnlyWhenHeartbeatAndLauncherBothSaySo() throws IOException {
        String id = start();
        Instant silent = Instant.now().minusSeconds(300);
        assertThat(RunSlot.take(store, id, Clock.fixed(silent, ZoneOffset.UTC))).isPresent();
        record(id, RunRecord.State.RUNNING, silent, null);
        says(id, Phase.WORKING);
        assertThat(run(id).path("state").asString()).isEqualTo("RUNNING");
        assertThat(post("{}").status()).as("its launcher says that it works").isEqualTo(409);
        record(id, RunRecord.State.RUNNING, Instant.now(), null);
        says(id, Phase.GONE);
        assertThat(run(id).path("state").asString()).as("it says so itself").isEqualTo("RUNNING");
        record(id, RunRecord.State.RUNNING, silent, null);
        says(id, Phase.FAILED, 137);
        assertThat(run(id).path("state").asString()).isEqualTo("LOST");
        assertThat(run(id).path("failure").path("exitCode").asInt()).isEqualTo(137);
        assertThat(start()).isNotEqualTo(id);
    }

    @Test
    void aRunThatIsHeardOfAfterItWasTakenForLostIsFollowedAndCancelled() throws IOException {
        String id = start();
        says(id, Phase.GONE);
        assertThat(run(id).path("state").asString()).isEqualTo("LOST");
        reindexing.launch(new RequestLog(store).read(id).orElseThrow());
        assertThat(launcher.started).as("its end is noted").containsExactly(id);
        RunSlot.take(store, id, Clock.systemUTC());
        record(id, RunRecord.State.RUNNING, Instant.now(), null);
        says(id, Phase.WORKING);
        assertThat(run(id).path("state").asString()).isEqualTo("RUNNING");
        assertThat(new RequestLog(store).read(id).orElseThrow().end()).isNull();
        assertThat(service.send("DELETE", ADMIN + "/" + id, Client.OPERATOR).status())
                .isEqualTo(202);
    }

    @Test
    void aRunThatSomebodyStartedByHandIsSeenAndCancelled() throws IOException {
        String id = IndexLayout.version(Instant.now(), 77);
        RunSlot.take(store, id, Clock.systemUTC());
        record(id, RunRecord.State.RUNNING, Instant.now(), null);
        assertThat(post("{}").json().path("run").asString()).isEqualTo(id);
        assertThat(run(id).path("requestedBy").isNull()).isTrue();
        assertThat(service.send("DELETE", ADMIN + "/" + id, Client.OPERATOR).status())
                .isEqualTo(202);
        assertThat(records.isCancelRequested(id)).isTrue();
    }

    @Test
    void theHistoryIsPaged() {
        for (int i = 0; i < 3; i++) {
            says(start(), Phase.FAILED, 3);
        }
        JsonNode first = service.get(ADMIN + "?limit=2", Client.OPERATOR).json();
        assertThat(first.path("runs").size()).isEqualTo(2);
        String next = first.path("next").asString();
        assertThat(next).isEqualTo(first.path("runs").path(1).path("id").asString());
        JsonNode second =
                service.get(ADMIN + "?limit=2&before=" + next, Client.OPERATOR).json();
        assertThat(second.path("runs").path(0).path("id").asString()).isLessThan(next);
        assertThat(service.get(ADMIN + "?limit=0", Client.OPERATOR).status()).isEqualTo(400);
    }

    @Test
    void eventsTellTheProgressAndEndWithTheRun() throws Exception {
        String id = start();
        RunSlot slot = RunSlot.take(store, id, Clock.systemUTC()).orElseThrow();
        record(id, RunRecord.State.RUNNING, Instant.now(), null);
        CompletableFuture<Reply> events =
                CompletableFuture.supplyAsync(() -> service.get(ADMIN + "/" + id + "/events", Client.OPERATOR));
        Thread.sleep(2500);
        assertThat(events).isNotDone();
        record(id, RunRecord.State.SUCCEEDED, Instant.now(), null);
        slot.release();
        Reply reply = events.get();
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("text/event-stream");
        assertThat(reply.body())
                .containsOnlyOnce("event:progress")
                .containsOnlyOnce("event:end")
                .contains("\"state\":\"RUNNING\"", "\"state\":\"SUCCEEDED\"");
        String progress = lineOf(reply.body(), "id:");
        assertThat(service.get(
                                ADMIN + "/" + id + "/events",
                                Client.OPERATOR[0],
                                Client.OPERATOR[1],
                                "Last-Event-ID",
                                progress)
                        .body())
                .as("a client that was cut off")
                .doesNotContain("event:progress")
                .contains("event:end");
        assertThat(service.get(ADMIN + "/" + FIRST + "/events", Client.OPERATOR).status())
                .isEqualTo(404);
    }

    @Test
    void theNumberOfListenersIsBounded() throws Exception {
        String id = start();
        List<CompletableFuture<Reply>> followers = Stream.generate(() ->
                        CompletableFuture.supplyAsync(() -> service.get(ADMIN + "/" + id + "/events", Client.OPERATOR)))
                .limit(2)
                .toList();
        await().untilAsserted(() -> {
            Reply third = service.get(ADMIN + "/" + id + "/events", Client.OPERATOR);
            assertThat(third.status()).isEqualTo(503);
            assertThat(third.header("Retry-After")).isNotEmpty();
        });
        says(id, Phase.FAILED, 3);
        for (CompletableFuture<Reply> follower : followers) {
            assertThat(follower.get().body()).contains("event:end");
        }
    }

    // Cancelling

    @Test
    void aRunThatHasNotBegunIsEndedByItsLauncher() {
        String id = start();
        says(id, Phase.WORKING);
        Reply reply = service.send("DELETE", ADMIN + "/" + id, Client.OPERATOR);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().path("cancelledBy").asString()).isEqualTo("operator");
        assertThat(launcher.cancelled).contains("job-" + id);
        await().until(() -> run(id).path("state").asString().equals("CANCELLED"));
        start();
        assertThat(service.send("DELETE", ADMIN + "/" + id, Client.OPERATOR)
                        .json()
                        .path("type")
                        .asString())
                .isEqualTo("urn:pomona:problem:run-over");
        assertThat(service.send("DELETE", ADMIN + "/" + FIRST, Client.OPERATOR).status())
                .isEqualTo(404);
    }

    @Test
    void aRunAtWorkIsAskedToEndAndItsLauncherEndsItIfItDoesNot() throws IOException {
        String id = start();
        RunSlot.take(store, id, Clock.systemUTC());
        record(id, RunRecord.State.RUNNING, Instant.now(), null);
        says(id, Phase.WORKING);
        assertThat(service.send("DELETE", ADMIN + "/" + id, Client.OPERATOR).status())
                .isEqualTo(202);
        assertThat(run(id).path("state").asString()).isEqualTo("RUNNING");
        assertThat(launcher.cancelled).isEmpty();
        records.requestCancel(new RunLog.Cancel(id, "operator", Instant.now().minusSeconds(120)));
        record(id, RunRecord.State.RUNNING, Instant.now().minusSeconds(90), null);
        watch.look();
        assertThat(launcher.cancelled).contains("job-" + id);
        await().until(() -> run(id).path("state").asString().equals("CANCELLED"));
    }

    // Versions

    @Test
    void versionsAreListedActivatedAndRolledBack() throws IOException {
        String current =
                service.get(VERSIONS, Client.OPERATOR).json().path("current").asString();
        String other = current.equals(FIRST) ? SECOND : FIRST;
        Reply list = service.get(VERSIONS, Client.OPERATOR);
        assertThat(list.header("ETag")).isEqualTo("\"" + current + "\"");
        assertThat(list.json().path("versions").findValuesAsString("version")).contains(FIRST, SECOND);
        assertThat(activate(other).status()).as("without If-Match").isEqualTo(428);
        Reply changed = activate(other, "If-Match", "\"" + other + "\"");
        assertThat(changed.status()).isEqualTo(412);
        assertThat(changed.json().path("current").asString()).isEqualTo(current);
        Reply activated = activate(other, "If-Match", "\"" + current + "\"");
        assertThat(activated.status()).as(activated.body()).isEqualTo(200);
        assertThat(activated.json().path("live").asBoolean()).isTrue();
        assertThat(service.get("/index").json().path("version").asString())
                .as("before the answer, whatever the refresh")
                .isEqualTo(other);
        assertThat(activate(current, "If-Match", other).status()).isEqualTo(200);
        assertThat(service.get("/index").json().path("version").asString()).isEqualTo(current);
        assertThat(activate("20260101T030405Z-00000009", "If-Match", "*").status())
                .isEqualTo(404);
        assertThat(activate("latest", "If-Match", "*").status()).isEqualTo(404);
        assertThat(audited()).contains("ACTIVATE_VERSION", other, "\"by\" : \"operator\"");
    }

    @Test
    void aVersionThatThisServiceCannotServeDoesNotBecomeCurrent() throws IOException {
        String foreign = "20260101T030405Z-00000007";
        byte[] pointer = store.read(IndexLayout.CURRENT).bytes();
        new SmallIndex(INDEX).version(foreign).fingerprint("sha256:another").write();
        store.put(IndexLayout.CURRENT, pointer);
        Reply reply = activate(foreign, "If-Match", "*");
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().path("type").asString()).isEqualTo("urn:pomona:problem:version-unusable");
    }

    @Test
    void theCurrentVersionIsNeverDeletedAndAnotherOneIs() throws IOException {
        byte[] pointer = store.read(IndexLayout.CURRENT).bytes();
        String old = "20260101T030405Z-00000003";
        version(INDEX, old, 9);
        store.put(IndexLayout.CURRENT, pointer);
        String current =
                service.get(VERSIONS, Client.OPERATOR).json().path("current").asString();
        assertThat(delete(current).json().path("type").asString()).isEqualTo("urn:pomona:problem:version-current");
        String run = start();
        assertThat(delete(old).json().path("run").asString())
                .as("while a run is at work")
                .isEqualTo(run);
        store.delete(RunSlot.KEY);
        assertThat(delete(old).status()).isEqualTo(204);
        assertThat(store.keys("versions/" + old + "/")).isEmpty();
        assertThat(delete(old).status()).isEqualTo(404);
        assertThat(RunSlot.holder(store, Clock.systemUTC())).isEmpty();
        assertThat(audited()).contains("DELETE_VERSION", old);
    }

    @Test
    void aVersionThatWasDeletedElsewhereIsNotFound() throws IOException {
        byte[] pointer = store.read(IndexLayout.CURRENT).bytes();
        String old = "20260101T030405Z-00000004";
        version(INDEX, old, 9);
        store.put(IndexLayout.CURRENT, pointer);
        assertThat(service.get(VERSIONS, Client.OPERATOR).body()).contains(old);
        for (String key : store.keys("versions/" + old + "/")) {
            store.delete(key);
        }
        assertThat(activate(old, "If-Match", "*").status()).isEqualTo(404);
        for (String part : List.of("report", "rejects", "rejects.csv")) {
            assertThat(service.get(VERSIONS + "/" + old + "/" + part, Client.OPERATOR)
                            .status())
                    .as(part)
                    .isEqualTo(404);
        }
        assertThat(service.get(VERSIONS, Client.OPERATOR).body()).doesNotContain(old);
    }

    @Test
    void aVersionWithoutReportOrRejectsSaysSo() {
        assertThat(service.get(VERSIONS + "/" + FIRST + "/report", Client.OPERATOR)
                        .status())
                .isEqualTo(404);
        assertThat(service.get(VERSIONS + "/" + FIRST + "/rejects", Client.OPERATOR)
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(service.get(VERSIONS + "/" + FIRST + "/rejects.csv", Client.OPERATOR)
                        .body())
                .isEqualTo("photo,reason,detail\r\n");
    }

    @ParameterizedTest
    @CsvSource({"GET, /admin/reindex", "POST, /admin/reindex", "GET, /admin/index/versions"})
    void nobodyButTheOperatorDoesAnyOfThis(String method, String path) {
        assertThat(service.send(method, path).status()).isEqualTo(401);
    }

    @Test
    void aPageOfAnotherSiteStartsNothing() {
        assertThat(post("{}", "Sec-Fetch-Site", "cross-site").status()).isEqualTo(403);
        assertThat(launcher.started).isEmpty();
    }

    private Reply activate(String version, String... headers) {
        return service.send("POST", VERSIONS + "/" + version + "/activate", operatorWith(headers));
    }

    private Reply delete(String version) {
        return service.send("DELETE", VERSIONS + "/" + version, Client.OPERATOR);
    }

    private String start() {
        Reply reply = post("{}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(202);
        return reply.json().path("id").asString();
    }

    private Reply post(String body, String... headers) {
        return service.post(ADMIN, "application/json", body.getBytes(StandardCharsets.UTF_8), operatorWith(headers));
    }

    private static String[] operatorWith(String... headers) {
        return Stream.of(Client.OPERATOR, headers).flatMap(Stream::of).toArray(String[]::new);
    }

    private JsonNode run(String id) {
        Reply reply = service.get(ADMIN + "/" + id, Client.OPERATOR);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private String audited() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String key : store.keys("audit/")) {
            all.append(new String(store.read(key).bytes(), StandardCharsets.UTF_8));
        }
        return all.toString();
    }

    private static String lineOf(String events, String start) {
        Optional<String> line =
                events.lines().filter(each -> each.startsWith(start)).findFirst();
        return line.orElseThrow().substring(start.length());
    }
}
