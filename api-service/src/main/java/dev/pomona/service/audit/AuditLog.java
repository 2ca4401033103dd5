package dev.pomona.service.audit;

import dev.pomona.model.index.IndexJson;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import dev.pomona.service.index.OwnIndex;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The changes that operators make, one object each beside the index: {@code audit/<day>/<time>-<random>.json}. No entry is ever
 * replaced, and none holds a secret.
 */
@Component
public final class AuditLog {

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final OwnIndex index;
    private final InstantSource clock = InstantSource.system();

    AuditLog(OwnIndex index) {
        this.index = index;
    }

    /**
     * An entry.
     *
     * @param at when
     * @param by name of the operator
     * @param action what was done
     * @param target the run or version that it was done to
     * @param details what else matters
     */
    public record Entry(Instant at, String by, Action action, String target, Map<String, String> details) {}

    /** What operators do. */
    public enum Action {
        START_RUN,
        CANCEL_RUN,
        ACTIVATE_VERSION,
        DELETE_VERSION
    }

    /**
     * Adds an entry, before its change is made.
     *
     * @throws StoreException if it cannot be stored; the change must not be made then
     */
    public void add(String by, Action action, String target, Map<String, String> details) throws StoreException {
        Instant now = clock.instant();
        String key = "audit/%s/%s-%s.json"
                .formatted(
                        now.atOffset(ZoneOffset.UTC).toLocalDate(),
                        TIME.format(now),
                        HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
        ObjectStore store = index.store();
        store.put(key, IndexJson.write(new Entry(now, by, action, target, details)));
        log.info("{} {} {} {}", by, action, target, details);
    }
}
