package dev.pomona.indexer;

import dev.pomona.indexer.cli.IndexCommand;
import dev.pomona.indexer.cli.NetworkRateCommand;
import dev.pomona.indexer.cli.OneLineErrors;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the indexer: {@code java -jar pomona-indexer.jar index ...} or {@code spark-submit ... index ...}. */
@Command(
        name = "pomona-indexer",
        description = "Makes an index for Pomona out of labelled photos.",
        mixinStandardHelpOptions = true,
        version = "Pomona indexer 0.1.0",
        subcommands = {IndexCommand.class, NetworkRateCommand.class})
public final class IndexerMain {

    private IndexerMain() {}

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(new CommandLine(new IndexerMain())
                .setExecutionExceptionHandler(new OneLineErrors())
                .execute(args));
    }
}
