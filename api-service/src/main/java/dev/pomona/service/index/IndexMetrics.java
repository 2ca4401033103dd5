package dev.pomona.service.index;

import dev.pomona.model.index.Manifest;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Shows which index is served, how large and how old it is. */
@Component
class IndexMetrics {

    private static final double MILLIS_PER_SECOND = 1000;

    private final IndexRefresher refresher;
    private final MultiGauge version;

    IndexMetrics(IndexRefresher refresher, MeterRegistry registry) {
        this.refresher = refresher;
        this.version = MultiGauge.builder("pomona.index.info")
                .description("1 for the version that is served")
                .register(registry);
        Gauge.builder(
                        "pomona.index.photos",
                        this,
                        metrics -> metrics.of(index -> index.counts().photos()))
                .description("Photos in the index")
                .register(registry);
        Gauge.builder(
                        "pomona.index.refresh.failing",
                        refresher,
                        server -> server.failure().isPresent() ? 1 : 0)
                .description("1 if the last look for another version failed")
                .register(registry);
        Gauge.builder("pomona.index.unconfirmed", refresher, server -> server.isUnconfirmed() ? 1 : 0)
                .description("1 if the copy on this machine is served, because the index cannot be reached")
                .register(registry);
        Gauge.builder("pomona.index.age", this, metrics -> metrics.of(IndexMetrics::age))
                .description("Time since the job that made the index began")
                .baseUnit("seconds")
                .register(registry);
    }

    /** A version is a label, not a number: another one is another series. */
    @Scheduled(fixedDelayString = "PT5S")
    void showVersion() {
        // Not overwritten: a scrape between removal and registration would miss it.
        version.register(refresher
                .served()
                .map(model ->
                        MultiGauge.Row.of(Tags.of("version", model.manifest().version()), 1))
                .<List<MultiGauge.Row<?>>>map(List::of)
                .orElse(List.of()));
    }

    private double of(ToDoubleFunction<Manifest> value) {
        return refresher
                .served()
                .map(model -> value.applyAsDouble(model.manifest()))
                .orElse(Double.NaN);
    }

    private static double age(Manifest manifest) {
        return Duration.between(Instant.parse(manifest.createdAt()), Instant.now())
                        .toMillis()
                / MILLIS_PER_SECOND;
    }
}
