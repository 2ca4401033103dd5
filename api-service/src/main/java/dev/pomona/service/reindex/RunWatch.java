package dev.pomona.service.reindex;

import dev.pomona.model.store.StoreException;
import dev.pomona.service.index.OwnIndex;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks after the run at work where nobody follows it, on every replica: notes how it ended, ends one that is stuck, repeats a
 * start whose answer was lost, and keeps the output of those that worked on this machine.
 */
@Component
final class RunWatch {

    private static final Logger log = LoggerFactory.getLogger(RunWatch.class);

    private final OwnIndex index;
    private final Runs runs;
    private final Reindexing reindexing;
    private final Launcher launcher;

    RunWatch(OwnIndex index, Runs runs, Reindexing reindexing, Launcher launcher) {
        this.index = index;
        this.runs = runs;
        this.reindexing = reindexing;
        this.launcher = launcher;
    }

    @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT5S")
    void look() {
        if (index.find().isEmpty()) {
            return;
        }
        try {
            Optional<RunView> active = runs.active();
            if (active.isPresent() && launcher.isRepeatable()) {
                repeatLostStart(active.get());
            }
            launcher.keepOutput();
        } catch (IOException | RuntimeException e) {
            log.warn("The run at work could not be looked after: {}", e.getMessage());
        }
    }

    private void repeatLostStart(RunView active) throws StoreException {
        Optional<RunRequest> request = runs.requests().read(active.id());
        if (request.isPresent() && request.get().launcherId() == null && active.cancelledBy() == null) {
            reindexing.launch(request.get());
        }
    }
}
