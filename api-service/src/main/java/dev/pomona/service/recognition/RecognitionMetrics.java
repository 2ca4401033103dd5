package dev.pomona.service.recognition;

import dev.pomona.service.upload.Bulkhead;
import dev.pomona.service.web.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Metrics of recognitions: answers, rejections, stage durations, and the bulkhead. */
@Component
class RecognitionMetrics {

    private static final String RECOGNITIONS = "pomona.recognitions";
    private static final double NANOS_PER_MILLI = 1e6;

    /** Upper bounds of the histogram's buckets. */
    private static final Duration[] BUCKETS = Stream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;

    RecognitionMetrics(MeterRegistry registry) {
        this.registry = registry;
        // Registered at start with 0: a rate over a series that appears with its first event misses that event.
        List.of("recognised", "uncertain", "unknown").forEach(status -> count(status, "none"));
        count("overloaded", Problem.OVERLOADED.label());
    }

    /** Registers gauges of this bulkhead. */
    void watch(Bulkhead bulkhead) {
        Gauge.builder("pomona.bulkhead.in.use", bulkhead, Bulkhead::inUse)
                .description("Permits in use: cores that work on photos")
                .register(registry);
        Gauge.builder("pomona.bulkhead.waiting", bulkhead, Bulkhead::waiting)
                .description("Requests that wait for a permit")
                .register(registry);
    }

    /** Counts an answer and records the durations of its stages. */
    void answered(Answer answer) {
        count(answer.certainty().status().name().toLowerCase(Locale.ROOT), "none")
                .increment();
        Timings timings = answer.timings();
        record("decode", timings.decode());
        record("features", timings.features());
        record("search", timings.search());
        record("total", timings.total());
    }

    /** Counts a rejected request. */
    void rejected(Problem problem) {
        count(problem == Problem.OVERLOADED ? "overloaded" : "refused", problem.label())
                .increment();
    }

    private Counter count(String status, String reason) {
        return Counter.builder(RECOGNITIONS)
                .description("Recognition requests by outcome")
                .tag("status", status)
                .tag("reason", reason)
                .register(registry);
    }

    private void record(String stage, double millis) {
        Timer.builder("pomona.recognition.duration")
                .description("Duration of the stages of an answer, without waiting for a permit")
                .tag("stage", stage)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(Duration.ofNanos((long) (millis * NANOS_PER_MILLI)));
    }
}
