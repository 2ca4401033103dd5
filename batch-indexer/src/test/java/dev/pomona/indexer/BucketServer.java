package dev.pomona.indexer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One bucket that can be listed and read by path-style requests as in S3, unsigned ones too. Takes little
 * processor time, waits before each GET, counts its requests, and fails as it is told. A program as well, without any
 * library: {@code java BucketServer.java FOLDER MILLISECONDS} serves a folder, prints its endpoint, and its counts when its
 * input ends.
 */
public final class BucketServer implements AutoCloseable {

    private static final int PAGE = 1000;
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    /** What a request may meet. */
    public enum Fault {
        SLOW_DOWN(503, "SlowDown"),
        INTERNAL_ERROR(500, "InternalError"),
        ACCESS_DENIED(403, "AccessDenied"),
        EXPIRED_TOKEN(400, "ExpiredToken"),
        NO_SUCH_BUCKET(404, "NoSuchBucket"),
        /** The connection ends before an answer. */
        RESET(0, ""),
        /** The connection ends in the middle of the body. */
        SHORT_BODY(0, ""),
        /** The body is not what was stored. */
        WRONG_BYTES(0, ""),
        /** No answer comes within a minute. */
        STALL(0, "");

        private final int status;
        private final String code;

        Fault(int status, String code) {
            this.status = status;
            this.code = code;
        }
    }

    /** Faults of requests whose key matches, so many times. */
    private record Plan(Predicate<String> keys, Fault fault, AtomicInteger left) {}

    /** Reads an object. */
    private interface Content {
        byte[] read() throws IOException;
    }

    private record Stored(long length, Content content) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "bucket");
        thread.setDaemon(true);
        return thread;
    });
    private final String bucket;
    private final Duration delay;
    private final NavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final List<Plan> plans = new CopyOnWriteArrayList<>();

    /**
     * Starts a server.
     *
     * @param delay wait before each GET of an object
     */
    public BucketServer(String bucket, Duration delay) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.bucket = bucket;
        this.delay = delay;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public static void main(String[] args) throws IOException {
        try (BucketServer server = new BucketServer("photos", Duration.ofMillis(Long.parseLong(args[1])))) {
            server.putFolder(Path.of(args[0]));
            System.out.println(server.endpoint());
            while (System.in.read() >= 0) {
                // until its input ends
            }
            System.out.println(server.requests());
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Stores an object. */
    public BucketServer put(String key, byte[] content) {
        objects.put(key, new Stored(content.length, () -> content));
        return this;
    }

    /** Stores all files below a folder, by their paths. */
    public BucketServer putFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                objects.put(
                        folder.relativize(file).toString(),
                        new Stored(Files.size(file), () -> Files.readAllBytes(file)));
            }
        }
        return this;
    }

    /** Makes the next so many requests for these keys fail; the key of a listing is its prefix. */
    public BucketServer failing(Predicate<String> keys, Fault fault, int times) {
        plans.add(new Plan(keys, fault, new AtomicInteger(times)));
        return this;
    }

    /** Ends all faults. */
    public void recover() {
        plans.clear();
    }

    /** Requests so far by kind: LIST, GET, HEAD, or the method of others. */
    public Map<String, Integer> requests() {
        Map<String, Integer> counts = new TreeMap<>();
        requests.forEach((kind, count) -> counts.put(kind, count.get()));
        return counts;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = URLDecoder.decode(
                    exchange.getRequestURI().getRawPath().replace("+", "%2B"), StandardCharsets.UTF_8);
            Map<String, String> query = query(exchange.getRequestURI());
            String key = path.startsWith("/" + bucket + "/") ? path.substring(bucket.length() + 2) : "";
            String method = exchange.getRequestMethod();
            String kind = method.equals("GET") && key.isEmpty() ? "LIST" : method;
            requests.computeIfAbsent(kind, k -> new AtomicInteger()).incrementAndGet();
            Fault fault = fault(kind.equals("LIST") ? query.getOrDefault("prefix", "") : key);
            if (!path.equals("/" + bucket) && !path.startsWith("/" + bucket + "/")) {
                fault = Fault.NO_SUCH_BUCKET;
            }
            if (fault == Fault.RESET) {
                return;
            } else if (fault == Fault.STALL) {
                sleep(Duration.ofMinutes(1));
            } else if (fault != null && fault.status > 0) {
                error(exchange, fault.status, fault.code);
            } else if (kind.equals("LIST")) {
                list(exchange, query);
            } else {
                object(exchange, key, fault);
            }
        }
    }

    private Fault fault(String key) {
        for (Plan plan : plans) {
            if (plan.keys().test(key) && plan.left().getAndDecrement() > 0) {
                return plan.fault();
            }
        }
        return null;
    }

    private void object(HttpExchange exchange, String key, Fault fault) throws IOException {
        Stored stored = objects.get(key);
        if (stored == null) {
            error(exchange, 404, "NoSuchKey");
            return;
        }
        exchange.getResponseHeaders().set("ETag", "\"" + Integer.toHexString(key.hashCode()) + "\"");
        exchange.getResponseHeaders().set("Last-Modified", "Wed, 01 Jan 2025 00:00:00 GMT");
        exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(stored.length()));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        sleep(delay);
        byte[] bytes = stored.content().read();
        if (fault == Fault.WRONG_BYTES) {
            bytes = new byte[bytes.length];
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        Matcher asked = RANGE.matcher(range == null ? "" : range);
        int from = 0;
        int to = bytes.length;
        if (asked.matches()) {
            from = Integer.parseInt(asked.group(1));
            to = asked.group(2).isEmpty() ? to : Math.min(to, Integer.parseInt(asked.group(2)) + 1);
            exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, bytes.length));
        }
        exchange.sendResponseHeaders(asked.matches() ? 206 : 200, to - from);
        exchange.getResponseBody().write(bytes, from, fault == Fault.SHORT_BODY ? (to - from) / 2 : to - from);
    }

    private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
        String prefix = query.getOrDefault("prefix", "");
        String delimiter = query.getOrDefault("delimiter", "");
        int most = Math.min(PAGE, Integer.parseInt(query.getOrDefault("max-keys", "1000")));
        String after = query.getOrDefault("continuation-token", query.getOrDefault("start-after", ""));
        StringBuilder answer = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>" + bucket
                + "</Name><EncodingType>url</EncodingType><Prefix>" + encoded(prefix) + "</Prefix>");
        int count = 0;
        String last = after;
        String folder = null;
        boolean more = false;
        for (Map.Entry<String, Stored> object :
                objects.tailMap(max(prefix, after), true).entrySet()) {
            String key = object.getKey();
            if (!key.startsWith(prefix)) {
                break;
            }
            int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            String name = cut < 0 ? key : key.substring(0, cut + 1);
            if (name.equals(folder) || (!after.isEmpty() && (key.compareTo(after) <= 0 || name.equals(after)))) {
                continue;
            }
            if (count == most) {
                more = true;
                break;
            }
            if (cut < 0) {
                answer.append("<Contents><Key>").append(encoded(key));
                answer.append("</Key><LastModified>2025-01-01T00:00:00.000Z</LastModified><ETag>&quot;");
                answer.append(Integer.toHexString(key.hashCode())).append("&quot;</ETag><Size>");
                answer.append(object.getValue().length());
                answer.append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
            } else {
                folder = name;
                answer.append("<CommonPrefixes><Prefix>").append(encoded(name)).append("</Prefix></CommonPrefixes>");
            }
            last = name;
            count++;
        }
        answer.append("<KeyCount>").append(count).append("</KeyCount><MaxKeys>").append(most);
        answer.append("</MaxKeys><IsTruncated>").append(more).append("</IsTruncated>");
        if (more) {
            answer.append("<NextContinuationToken>").append(encoded(last)).append("</NextContinuationToken>");
        }
        answer.append("</ListBucketResult>");
        send(exchange, 200, answer.toString());
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        send(
                exchange,
                status,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + code
                        + "</Message><RequestId>1</RequestId></Error>");
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new TreeMap<>();
        for (String part : String.valueOf(uri.getRawQuery()).split("&")) {
            String[] pair = part.split("=", 2);
            query.put(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    private static String max(String a, String b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
