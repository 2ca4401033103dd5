package dev.pomona.service.reindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pomona.service.reindex.Launcher.Phase;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;

/** The launchers on EMR against moto ({@code pip install 'moto[server]'}); left out where it is not on the PATH. */
class MotoLaunchersIT {

    private static final String RUN = "20260102T030405Z-0a1b2c3d";
    private static final List<String> ARGUMENTS = List.of("index", "--index=s3://shop/index");

    private static Process moto;
    private static int port;

    @BeforeAll
    static void startMoto() throws IOException {
        Optional<Path> installed = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "moto_server"))
                .filter(Files::isExecutable)
                .findFirst();
        if (installed.isEmpty()) {
            System.out.println("MotoLaunchersIT is skipped: no moto_server on the PATH");
        }
        assumeTrue(installed.isPresent(), "no moto_server on the PATH");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        moto = new ProcessBuilder(installed.orElseThrow().toString(), "-H", "127.0.0.1", "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
    }

    @AfterAll
    static void stopMoto() {
        if (moto != null) {
            moto.destroy();
        }
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(URI.create("http://127.0.0.1:" + port))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    @Test
    void aJobOfEmrServerlessIsStartedFoundAndCancelled() throws Exception {
        EmrServerlessClient emr = client(EmrServerlessClient.builder());
        String application = emr.createApplication(create ->
                        create.name("pomona").releaseLabel("emr-7.0.0").type("SPARK"))
                .applicationId();
        Launcher launcher = new EmrServerlessLauncher(
                new ReindexProperties.EmrServerless(
                        application,
                        "arn:aws:iam::123456789012:role/indexer",
                        "s3://shop/job.jar",
                        "",
                        null,
                        Duration.ofHours(1)),
                () -> emr,
                () -> "us-east-1");
        Launcher.Launched launched = launcher.start(RUN, ARGUMENTS);
        assertThat(launcher.status(launched.id()).phase()).isIn(Phase.QUEUED, Phase.WORKING, Phase.SUCCEEDED);
        launcher.cancel(launched.id());
        assertThat(launcher.status("00000000000000000000000000000000").phase()).isEqualTo(Phase.GONE);
    }

    @Test
    void aStepOfAClusterIsAddedOnceAndFound() throws Exception {
        EmrClient emr = client(EmrClient.builder());
        String cluster = emr.runJobFlow(run -> run.name("pomona")
                        .releaseLabel("emr-7.0.0")
                        .serviceRole("service")
                        .jobFlowRole("instances")
                        .instances(instances -> instances
                                .instanceCount(1)
                                .masterInstanceType("m5.xlarge")
                                .keepJobFlowAliveWhenNoSteps(true)))
                .jobFlowId();
        Launcher launcher = new EmrStepsLauncher(
                new ReindexProperties.EmrSteps(cluster, "s3://shop/job.jar", ""), () -> emr, () -> "us-east-1");
        String step = launcher.start(RUN, ARGUMENTS).id();
        assertThat(launcher.start(RUN, ARGUMENTS).id()).isEqualTo(step);
        assertThat(launcher.status(step).phase()).isIn(Phase.QUEUED, Phase.WORKING, Phase.SUCCEEDED);
        Launcher elsewhere =
                new EmrStepsLauncher(new ReindexProperties.EmrSteps("j-0", null, ""), () -> emr, () -> "us-east-1");
        assertThatExceptionOfType(Launcher.Refused.class).isThrownBy(() -> elsewhere.start(RUN, ARGUMENTS));
    }
}
