package dev.pomona.service.index;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Health component {@code index}: up when an index is served; says why the last load failed, if it did. */
@Component("index")
class IndexHealth implements HealthIndicator {

    private final IndexRefresher server;

    IndexHealth(IndexRefresher server) {
        this.server = server;
    }

    @Override
    public Health health() {
        Health.Builder health = server.served()
                .map(model -> Health.up()
                        .withDetail("version", model.index().manifest().version()))
                .orElseGet(Health::outOfService);
        server.failure().ifPresent(reason -> health.withDetail("lastFailure", reason));
        return health.build();
    }
}
