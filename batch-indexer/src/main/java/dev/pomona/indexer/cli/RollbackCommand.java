package dev.pomona.indexer.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rollback}: makes the version before the current one current. */
@Command(
        name = "rollback",
        description =
                "Makes the newest version current that is older than the current one and passed the quality gate.",
        mixinStandardHelpOptions = true)
public final class RollbackCommand implements Callable<Integer> {

    @Mixin
    private final IndexLocation location = new IndexLocation();

    @Override
    public Integer call() throws Exception {
        String version = location.versions().rollBack();
        location.out().println("version %s is current".formatted(version));
        return 0;
    }
}
