package dev.pomona.service.storage;

import dev.pomona.service.Client;
import dev.pomona.service.Client.Reply;
import dev.pomona.service.Pictures;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that asks without pause. Answers before the first index, 503, do not count. */
final class Load implements AutoCloseable {

    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopped;

    private final byte[] photo = Pictures.jpeg(Pictures.ball());

    Load(Client client) {
        thread = new Thread(() -> ask(client));
        thread.start();
    }

    private void ask(Client client) {
        while (!stopped) {
            Reply reply = client.post("/recognize", "image/jpeg", photo);
            if (reply.status() != 503 || requests.get() > 0) {
                requests.incrementAndGet();
                if (reply.status() != 200) {
                    failures.add(reply.status() + " " + reply.body());
                }
            }
        }
    }

    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
    }

    int requests() {
        return requests.get();
    }

    List<String> failures() {
        return failures;
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
