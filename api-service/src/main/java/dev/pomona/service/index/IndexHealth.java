package dev.pomona.service.index;

import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Health component {@code index}: up when an index is served. Names the last failure, or what is being waited for. */
@Component("index")
class IndexHealth implements HealthIndicator {

    private final IndexRefresher refresher;

    IndexHealth(IndexRefresher refresher) {
        this.refresher = refresher;
    }

    @Override
    public Health health() {
        Optional<ServedIndex> served = refresher.served();
        Optional<String> failure = refresher.failure();
        Health.Builder health = served.isPresent() ? Health.up() : Health.outOfService();
        served.ifPresent(model -> health.withDetail("version", model.manifest().version()));
        if (refresher.isUnconfirmed()) {
            health.withDetail("source", "the copy on this machine; the index cannot be reached");
        }
        failure.ifPresent(reason -> health.withDetail("lastFailure", reason));
        if (served.isEmpty() && failure.isEmpty()) {
            health.withDetail("state", "The network and the first index are being loaded");
        }
        return health.build();
    }
}
