package dev.pomona.indexer;

import dev.pomona.indexer.cli.IndexCommand;
import dev.pomona.indexer.cli.OneLineErrors;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the indexer: {@code java -jar pomona-indexer.jar index ...} or {@code spark-submit ... index ...}. */
@Command(
        name = "pomona-indexer",
        description = "Builds an index for Pomona from labelled photos.",
        mixinStandardHelpOptions = true,
        version = "Pomona indexer 0.1.0",
        subcommands = IndexCommand.class)
public final class IndexerMain {

    private IndexerMain() {}

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        int exitCode = new CommandLine(new IndexerMain())
                .setExecutionExceptionHandler(new OneLineErrors())
                .execute(args);
        // YARN reports a job that calls System.exit as failed, even with 0, so a successful one returns.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
