package dev.pomona.model.testing;

import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.Stores;
import dev.pomona.model.store.s3.S3Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 for tests, one a JVM: LocalStack where Docker runs and has the image, else S3Mock as a child process. It prints
 * which it is, and ends with the JVM.
 */
public final class S3TestServer {

    public static final String KEY_ID = "test";
    public static final String SECRET = "test";
    public static final String REGION = "us-east-1";

    private static final Duration START = Duration.ofSeconds(90);

    private final String name;
    private final URI endpoint;
    private final S3Client client;

    private S3TestServer(String name, URI endpoint) {
        this.name = name;
        this.endpoint = endpoint;
        this.client = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY_ID, SECRET)))
                .build();
        System.out.printf("S3 of these tests: %s at %s%n", name, endpoint);
    }

    /** Returns the server of this JVM: LocalStack if it can be had, else S3Mock. */
    public static S3TestServer get() {
        return localStack().orElseGet(() -> {
            System.out.println("No LocalStack here: Docker does not run, or lacks its image");
            return s3Mock();
        });
    }

    /** Returns LocalStack; empty where Docker does not run or lacks the image. */
    public static Optional<S3TestServer> localStack() {
        return LocalStack.SERVER;
    }

    /** Returns S3Mock. */
    public static S3TestServer s3Mock() {
        return S3Mock.SERVER;
    }

    public URI endpoint() {
        return endpoint;
    }

    public S3Client client() {
        return client;
    }

    /** Creates an empty bucket and returns its name. */
    public String newBucket() {
        String bucket = "test-" + UUID.randomUUID();
        client.createBucket(create -> create.bucket(bucket));
        return bucket;
    }

    /** Returns the environment that gives a program access to this server. */
    public Map<String, String> environment() {
        return environment(endpoint);
    }

    /** Returns the environment that gives a program access to a server, such as a proxy before this one. */
    public static Map<String, String> environment(URI endpoint) {
        return Map.of(
                "AWS_ACCESS_KEY_ID", KEY_ID,
                "AWS_SECRET_ACCESS_KEY", SECRET,
                "AWS_REGION", REGION,
                "AWS_ENDPOINT_URL_S3", endpoint.toString());
    }

    /** Opens a store with a client of the tests' own. */
    public ObjectStore store(String location) {
        return new Stores(parsed -> new S3Store(client, parsed)).of(location);
    }

    @Override
    public String toString() {
        return name;
    }

    private static final class LocalStack {

        static final Optional<S3TestServer> SERVER = start();

        private static final int PORT = 4566;

        private static Optional<S3TestServer> start() {
            String image = System.getProperty("test.localstack.image", "localstack/localstack:4.14.0");
            if (!isThere(image)) {
                return Optional.empty();
            }
            LocalStackContainer container = new LocalStackContainer(DockerImageName.parse(image)).withServices("s3");
            container.start();
            Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
            URI endpoint = URI.create("http://%s:%d".formatted(host(container), container.getMappedPort(PORT)));
            return Optional.of(new S3TestServer("LocalStack (" + image + ")", endpoint));
        }

        /** Testcontainers takes a machine that looks like a container for one, and gives the address of its network then. */
        private static String host(LocalStackContainer container) {
            String docker = System.getenv().getOrDefault("DOCKER_HOST", "unix:");
            return docker.startsWith("unix:") ? "127.0.0.1" : container.getHost();
        }

        /** No image is pulled here: a machine without it is to run the tests all the same. */
        private static boolean isThere(String image) {
            try {
                DockerClientFactory docker = DockerClientFactory.instance();
                if (!docker.isDockerAvailable()) {
                    return false;
                }
                docker.client().inspectImageCmd(image).exec();
                return true;
            } catch (RuntimeException e) {
                System.out.println("No LocalStack: " + e.getMessage());
                return false;
            }
        }
    }

    private static final class S3Mock {

        static final S3TestServer SERVER = start();

        private static S3TestServer start() {
            try {
                int port = freePort();
                URI endpoint = URI.create("http://127.0.0.1:" + port);
                Path log = Files.createTempFile("s3mock", ".log");
                Process process = new ProcessBuilder(List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx512m",
                                "-jar",
                                System.getProperty("test.s3mock.jar"),
                                "--server.port=0", // of HTTPS
                                "--server.address=127.0.0.1",
                                "--com.adobe.testing.s3mock.httpPort=" + port,
                                "--com.adobe.testing.s3mock.vectors.httpPort=0"))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
                await(endpoint, process, log);
                return new S3TestServer("S3Mock", endpoint);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        private static void await(URI endpoint, Process process, Path log) throws IOException {
            Instant end = Instant.now().plus(START);
            while (process.isAlive() && Instant.now().isBefore(end)) {
                try {
                    HttpURLConnection connection =
                            (HttpURLConnection) endpoint.toURL().openConnection();
                    connection.getResponseCode();
                    return;
                } catch (IOException e) {
                    pause();
                }
            }
            throw new IOException("S3Mock does not start; it says:\n" + Files.readString(log));
        }

        private static void pause() {
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
