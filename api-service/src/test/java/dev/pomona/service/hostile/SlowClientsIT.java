package dev.pomona.service.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.service.Client;
import dev.pomona.service.Pictures;
import dev.pomona.service.RunningService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Clients that begin a request and then send nothing more, or hardly anything. */
@RunningService
@TestPropertySource(properties = {"server.tomcat.connection-timeout=1s", "pomona.web.max-upload-time=2s"})
@DirtiesContext
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class SlowClientsIT {

    private static final int CLIENTS = 100;

    private final List<Socket> slow = new ArrayList<>();

    @LocalServerPort
    private int port;

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "POST /recogn",
                "POST /recognize HTTP/1.1\r\nHost: localhost\r\nX-Slow",
                "POST /recognize HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\nabc",
                "POST /recognize HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
                "POST /recognize HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n"
                        + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disp"
            })
    void areDroppedAndOthersAreAnsweredMeanwhile(String beginning, CapturedOutput output) throws IOException {
        Instant start = Instant.now();
        begin(beginning);
        assertThat(new Client(port).get("/fruits/orange").status()).isEqualTo(200);
        for (Socket socket : slow) {
            assertThat(untilTheEnd(socket)).doesNotContain(" 500 ", "Exception");
        }
        assertThat(Duration.between(start, Instant.now()))
                .as("neither at once, nor much later than configured")
                .isBetween(Duration.ofMillis(700), Duration.ofSeconds(20));
        assertThat(output).as("nothing that an operator should look at").doesNotContain(" ERROR ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /recognize HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n",
                "POST /recognize HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n3000\r\n",
                "POST /recognize HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n"
                        + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n",
                "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n",
                "GET /index HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n",
                "GET /index HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n"
            })
    void thatSendAByteNowAndThenAreDroppedToo(String beginning, CapturedOutput output) throws IOException {
        Instant start = Instant.now();
        begin(beginning);
        ScheduledExecutorService dribble = Executors.newSingleThreadScheduledExecutor();
        try {
            dribble.scheduleWithFixedDelay(() -> slow.forEach(SlowClientsIT::sendAByte), 0, 200, TimeUnit.MILLISECONDS);
            assertThat(new Client(port).get("/fruits/orange").status()).isEqualTo(200);
            for (Socket socket : slow) {
                assertThat(untilTheEnd(socket)).doesNotContain(" 500 ", "Exception");
            }
        } finally {
            dribble.shutdownNow();
        }
        assertThat(Duration.between(start, Instant.now()))
                .as("not after the 5000 bytes have come")
                .isLessThan(Duration.ofSeconds(20));
        assertThat(output).as("nothing that an operator should look at").doesNotContain(" ERROR ");
    }

    /** They announce sixteen gigabytes, more than there is room for. */
    @Test
    void whatTheyAnnounceTakesNoRoomFromOthers() throws Exception {
        begin("POST /recognize HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40000000\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disp");
        Thread.sleep(300); // until they are being read
        assertThat(new Client(port)
                        .post("/recognize", "image/jpeg", Pictures.jpeg(Pictures.ball()))
                        .status())
                .isEqualTo(200);
    }

    private void begin(String request) throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            slow.add(socket);
        }
    }

    private static void sendAByte(Socket socket) {
        try {
            socket.getOutputStream().write('x');
        } catch (IOException droppedAlready) {
            // what the test waits for
        }
    }

    /** What the server still says before it hangs up; fails if it does not. */
    private static String untilTheEnd(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }
}
