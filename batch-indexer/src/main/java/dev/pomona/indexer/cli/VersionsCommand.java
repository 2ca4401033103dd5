package dev.pomona.indexer.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code versions}: lists the versions of an index. */
@Command(
        name = "versions",
        description = "Lists the versions of an index, the newest first; * marks the current one.",
        mixinStandardHelpOptions = true)
public final class VersionsCommand implements Callable<Integer> {

    @Mixin
    private final IndexLocation location = new IndexLocation();

    @Override
    public Integer call() throws Exception {
        List<String> lines = location.versions().lines();
        lines.forEach(location.out()::println);
        if (lines.isEmpty()) {
            location.out().println("no complete version");
        }
        return 0;
    }
}
