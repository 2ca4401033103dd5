package dev.pomona.service.reindex;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.pomona.service.reindex.Launcher.Launched;
import dev.pomona.service.reindex.Launcher.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The launchers on EMR against a server that answers as EMR does, and as it does not. */
class EmrLaunchersTest {

    private static final String RUN = "20260102T030405Z-0a1b2c3d";
    private static final List<String> ARGUMENTS = List.of("index", "--index=s3://shop/index", "--photos=s3://shop/a b");
    private static final String JOBS = "/applications/app/jobruns";
    private static final String JOB = JOBS + "/job";
    private static final String STARTED = "{\"applicationId\": \"app\", \"jobRunId\": \"job\", \"arn\": \"arn:job\"}";
    private static final int ATTEMPTS = 3;

    @RegisterExtension
    static final WireMockExtension EMR = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final Launcher serverless = new EmrServerlessLauncher(
            new ReindexProperties.EmrServerless(
                    "app",
                    "arn:aws:iam::1:role/indexer",
                    "s3://shop/job.jar",
                    "--conf spark.executor.memory=4g",
                    "s3://shop/logs/",
                    Duration.ofHours(6)),
            () -> client(EmrServerlessClient.builder()),
            () -> "eu-west-3");

    private final Launcher steps = new EmrStepsLauncher(
            new ReindexProperties.EmrSteps("j-1", "s3://shop/job.jar", "--executor-memory 4g"),
            () -> client(EmrClient.builder()),
            () -> "eu-west-3");

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(URI.create(EMR.baseUrl()))
                .region(Region.EU_WEST_3)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClientBuilder(Apache5HttpClient.builder().socketTimeout(Duration.ofSeconds(1)))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(StandardRetryStrategy.builder()
                                .maxAttempts(ATTEMPTS)
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .build())
                        .build())
                .build();
    }

    @Test
    void aJobIsStartedWithTheIdOfTheRunAsItsToken() throws Exception {
        EMR.stubFor(post(JOBS).willReturn(json(STARTED)));
        Launched launched = serverless.start(RUN, ARGUMENTS);
        assertThat(launched.id()).isEqualTo("job");
        assertThat(launched.url())
                .isEqualTo("https://eu-west-3.console.aws.amazon.com/emr/home?region=eu-west-3"
                        + "#/serverless-applications/app/job");
        EMR.verify(postRequestedFor(urlEqualTo(JOBS))
                .withRequestBody(matchingJsonPath("$.clientToken", equalTo(RUN)))
                .withRequestBody(matchingJsonPath("$.executionRoleArn", equalTo("arn:aws:iam::1:role/indexer")))
                .withRequestBody(matchingJsonPath("$.executionTimeoutMinutes", equalTo("360")))
                .withRequestBody(matchingJsonPath("$.tags['pomona:run']", equalTo(RUN)))
                .withRequestBody(matchingJsonPath("$.jobDriver.sparkSubmit.entryPoint", equalTo("s3://shop/job.jar")))
                .withRequestBody(matchingJsonPath(
                        "$.jobDriver.sparkSubmit.entryPointArguments[2]", equalTo("--photos=s3://shop/a b")))
                .withRequestBody(matchingJsonPath(
                        "$.jobDriver.sparkSubmit.sparkSubmitParameters",
                        equalTo("--class dev.pomona.indexer.IndexerMain --conf spark.executor.memory=4g")))
                .withRequestBody(matchingJsonPath(
                        "$.configurationOverrides.monitoringConfiguration.s3MonitoringConfiguration.logUri",
                        equalTo("s3://shop/logs/"))));
    }

    @Test
    void aJobGoesThroughItsStates() throws Exception {
        EMR.stubFor(get(JOB + "/dashboard").willReturn(json("{\"url\": \"https://spark.example/job\"}")));
        inOrder(
                () -> get(urlEqualTo(JOB)),
                jobs("SUBMITTED", "PENDING", "SCHEDULED", "QUEUED", "RUNNING", "CANCELLING", "SUCCESS"));
        assertThat(phases(serverless, "job", 7))
                .containsExactly(
                        Phase.QUEUED,
                        Phase.QUEUED,
                        Phase.QUEUED,
                        Phase.QUEUED,
                        Phase.WORKING,
                        Phase.WORKING,
                        Phase.SUCCEEDED);
    }

    @Test
    void aJobThatWorksHasTheAddressOfSparksPages() throws Exception {
        EMR.stubFor(get(JOB).willReturn(json(job("RUNNING"))));
        EMR.stubFor(get(JOB + "/dashboard").willReturn(json("{\"url\": \"https://spark.example/job\"}")));
        assertThat(serverless.status("job").url()).isEqualTo("https://spark.example/job");
    }

    @Test
    void aJobThatFailedSaysWhy() throws Exception {
        EMR.stubFor(get(JOB).willReturn(json("""
                        {"jobRun": {"state": "FAILED", "stateDetails": "Job failed, exit code 17"}}""")));
        Launcher.Status status = serverless.status("job");
        assertThat(status.phase()).isEqualTo(Phase.FAILED);
        assertThat(status.detail()).isEqualTo("Job failed, exit code 17");
    }

    @Test
    void aJobThatEmrDoesNotKnowIsGone() throws Exception {
        EMR.stubFor(get(JOB).willReturn(error(404, "ResourceNotFoundException", "no such job")));
        assertThat(serverless.status("job").phase()).isEqualTo(Phase.GONE);
    }

    @Test
    void aJobIsCancelled() throws Exception {
        EMR.stubFor(delete(JOB).willReturn(json("{\"applicationId\": \"app\", \"jobRunId\": \"job\"}")));
        serverless.cancel("job");
        EMR.verify(deleteRequestedFor(urlEqualTo(JOB)));
    }

    @Test
    void aStartThatIsThrottledIsTriedAgain() throws Exception {
        inOrder(
                () -> post(urlEqualTo(JOBS)),
                List.of(
                        error(429, "ThrottlingException", "slow down"),
                        error(500, "InternalServerException", "oops"),
                        json(STARTED)));
        assertThat(serverless.start(RUN, ARGUMENTS).id()).isEqualTo("job");
    }

    @ParameterizedTest
    @CsvSource({"429, ThrottlingException", "500, InternalServerException", "503, ServiceUnavailableException"})
    void aStartThatGoesOnFailingMayHaveHadItsEffect(int status, String code) {
        EMR.stubFor(post(JOBS).willReturn(error(status, code, "try later")));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> serverless.start(RUN, ARGUMENTS))
                .withMessageContaining("try later");
        EMR.verify(ATTEMPTS, postRequestedFor(urlEqualTo(JOBS)));
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDeniedException, not authorized to perform emr-serverless:StartJobRun",
        "403, ExpiredTokenException, The security token included in the request is expired",
        "400, ValidationException, the application is not started",
        "404, ResourceNotFoundException, there is no application"
    })
    void aRefusalIsFinalAndSaysWhy(int status, String code, String message) {
        EMR.stubFor(post(JOBS).willReturn(error(status, code, message)));
        assertThatExceptionOfType(Launcher.Refused.class)
                .isThrownBy(() -> serverless.start(RUN, ARGUMENTS))
                .withMessage(code + ": " + message);
        EMR.verify(1, postRequestedFor(urlEqualTo(JOBS)));
    }

    @Test
    void aStartWhoseAnswerIsLostIsRepeatedWithTheSameToken() throws Exception {
        inOrder(
                () -> post(urlEqualTo(JOBS)),
                List.of(
                        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                        json(STARTED).withFixedDelay(2000),
                        json(STARTED)));
        assertThat(serverless.start(RUN, ARGUMENTS).id()).isEqualTo("job");
        EMR.verify(
                ATTEMPTS,
                postRequestedFor(urlEqualTo(JOBS)).withRequestBody(matchingJsonPath("$.clientToken", equalTo(RUN))));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,   role, s3://shop/job.jar, application-id",
                "app, -,    s3://shop/job.jar, execution-role",
                "app, role, -,                 jar"
            })
    void aSettingThatIsMissingIsNamed(
            @Nullable String application, @Nullable String role, @Nullable String jar, String missing) {
        Launcher unset = new EmrServerlessLauncher(
                new ReindexProperties.EmrServerless(application, role, jar, "", null, Duration.ofHours(1)),
                () -> client(EmrServerlessClient.builder()),
                () -> "eu-west-3");
        assertThatExceptionOfType(Launcher.Refused.class)
                .isThrownBy(() -> unset.start(RUN, ARGUMENTS))
                .withMessage("pomona.reindex.emr-serverless." + missing + " is not set.");
    }

    @Test
    void aStepIsAddedOnceAlsoWhereTheAnswerWasLost() throws Exception {
        EMR.stubFor(target("ListSteps").willReturn(json("{\"Steps\": []}")));
        EMR.stubFor(target("AddJobFlowSteps").willReturn(json("{\"StepIds\": [\"s-1\"]}")));
        assertThat(steps.start(RUN, ARGUMENTS).id()).isEqualTo("s-1");
        EMR.verify(added().withRequestBody(matchingJsonPath("$.JobFlowId", equalTo("j-1")))
                .withRequestBody(matchingJsonPath("$.Steps[0].Name", equalTo("pomona " + RUN)))
                .withRequestBody(matchingJsonPath("$.Steps[0].ActionOnFailure", equalTo("CONTINUE")))
                .withRequestBody(matchingJsonPath("$.Steps[0].HadoopJarStep.Jar", equalTo("command-runner.jar")))
                .withRequestBody(matchingJsonPath("$.Steps[0].HadoopJarStep.Args[0]", equalTo("spark-submit")))
                .withRequestBody(
                        matchingJsonPath("$.Steps[0].HadoopJarStep.Args[6]", equalTo("spark.yarn.maxAppAttempts=1")))
                .withRequestBody(matchingJsonPath("$.Steps[0].HadoopJarStep.Args[7]", equalTo("--executor-memory"))));
        EMR.stubFor(target("ListSteps").willReturn(json("""
                        {"Steps": [{"Id": "s-0", "Name": "another"}, {"Id": "s-1", "Name": "pomona %s"}]}""".formatted(RUN))));
        assertThat(steps.start(RUN, ARGUMENTS).id()).isEqualTo("s-1");
        EMR.verify(1, added());
    }

    @Test
    void aStepGoesThroughItsStates() throws Exception {
        inOrder(() -> target("DescribeStep"), steps("PENDING", "RUNNING", "CANCEL_PENDING", "COMPLETED"));
        assertThat(phases(steps, "s-1", 4))
                .containsExactly(Phase.QUEUED, Phase.WORKING, Phase.WORKING, Phase.SUCCEEDED);
        EMR.resetAll();
        EMR.stubFor(target("DescribeStep").willReturn(json("""
                        {"Step": {"Id": "s-1", "Status": {"State": "FAILED",
                            "FailureDetails": {"Reason": "Unknown Error."}}}}""")));
        assertThat(steps.status("s-1").detail()).isEqualTo("Unknown Error.");
        EMR.stubFor(target("CancelSteps").willReturn(json("{\"CancelStepsInfoList\": []}")));
        steps.cancel("s-1");
    }

    /** The requests that deploy/emr/submit.sh prints for the smallest size; its own test holds it to them. */
    @Test
    void bothLaunchersSendWhatTheScriptForOperatorsSends() throws Exception {
        String jobs = "/applications/00fabcdefghijk/jobruns";
        EMR.stubFor(post(jobs).willReturn(json(STARTED)));
        JsonNode job = request("serverless-20000.json").get("StartJobRun");
        JsonNode driver = job.at("/jobDriver/sparkSubmit");
        new EmrServerlessLauncher(
                        new ReindexProperties.EmrServerless(
                                job.get("applicationId").asString(),
                                job.get("executionRoleArn").asString(),
                                driver.get("entryPoint").asString(),
                                driver.get("sparkSubmitParameters")
                                        .asString()
                                        .replace("--class " + SparkJob.MAIN_CLASS + " ", ""),
                                job.at(
                                                "/configurationOverrides/monitoringConfiguration/s3MonitoringConfiguration/logUri")
                                        .asString(),
                                Duration.ofMinutes(
                                        job.get("executionTimeoutMinutes").asLong())),
                        () -> client(EmrServerlessClient.builder()),
                        () -> "eu-west-3")
                .start(RUN, strings(driver.get("entryPointArguments")));
        ((ObjectNode) job).remove("applicationId"); // it is in the path
        EMR.verify(postRequestedFor(urlEqualTo(jobs)).withRequestBody(equalToJson(job.toString())));

        EMR.stubFor(target("ListSteps").willReturn(json("{\"Steps\": []}")));
        EMR.stubFor(target("AddJobFlowSteps").willReturn(json("{\"StepIds\": [\"s-1\"]}")));
        JsonNode step = request("cluster-20000.json").get("AddJobFlowSteps");
        List<String> words = strings(step.at("/Steps/0/HadoopJarStep/Args"));
        int jar = words.indexOf("s3://shop-index/jobs/pomona-indexer-job.jar");
        new EmrStepsLauncher(
                        new ReindexProperties.EmrSteps(
                                step.get("JobFlowId").asString(),
                                words.get(jar),
                                String.join(" ", words.subList(7, jar))),
                        () -> client(EmrClient.builder()),
                        () -> "eu-west-3")
                .start(RUN, words.subList(jar + 1, words.size()));
        EMR.verify(added().withRequestBody(equalToJson(step.toString())));
    }

    private static JsonNode request(String file) {
        return JsonMapper.shared().readTree(Path.of("../deploy/emr/expected", file));
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void aClusterThatMayNotBeUsedIsARefusal() {
        EMR.stubFor(any(anyUrl()).willReturn(error(400, "AccessDeniedException", "not authorized")));
        assertThatExceptionOfType(Launcher.Refused.class)
                .isThrownBy(() -> steps.start(RUN, ARGUMENTS))
                .withMessage("AccessDeniedException: not authorized");
    }

    private static MappingBuilder target(String operation) {
        return post(urlEqualTo("/")).withHeader("X-Amz-Target", equalTo("ElasticMapReduce." + operation));
    }

    private static com.github.tomakehurst.wiremock.matching.RequestPatternBuilder added() {
        return postRequestedFor(urlEqualTo("/"))
                .withHeader("X-Amz-Target", equalTo("ElasticMapReduce.AddJobFlowSteps"));
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }

    private static ResponseDefinitionBuilder error(int status, String code, String message) {
        return json("{\"__type\": \"%s\", \"message\": \"%s\"}".formatted(code, message))
                .withHeader("X-Amzn-ErrorType", code)
                .withStatus(status);
    }

    private static List<ResponseDefinitionBuilder> jobs(String... states) {
        return List.of(states).stream().map(state -> json(job(state))).toList();
    }

    private static String job(String state) {
        return "{\"jobRun\": {\"state\": \"%s\"}}".formatted(state);
    }

    private static List<ResponseDefinitionBuilder> steps(String... states) {
        return List.of(states).stream()
                .map(state -> json("{\"Step\": {\"Id\": \"s-1\", \"Status\": {\"State\": \"%s\"}}}".formatted(state)))
                .toList();
    }

    /** Answers a request with one response after the other. */
    private static void inOrder(Supplier<MappingBuilder> request, List<ResponseDefinitionBuilder> responses) {
        for (int i = 0; i < responses.size(); i++) {
            EMR.stubFor(request.get()
                    .inScenario("order")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "step " + i)
                    .willSetStateTo("step " + (i + 1))
                    .willReturn(responses.get(i)));
        }
    }

    private static List<Phase> phases(Launcher launcher, String id, int count) throws IOException {
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            phases.add(launcher.status(id).phase());
        }
        return phases;
    }
}
