package dev.pomona.indexer;

import dev.pomona.indexer.cli.ActivateCommand;
import dev.pomona.indexer.cli.FailedEnd;
import dev.pomona.indexer.cli.IndexCommand;
import dev.pomona.indexer.cli.JavaVersions;
import dev.pomona.indexer.cli.OneLineErrors;
import dev.pomona.indexer.cli.RollbackCommand;
import dev.pomona.indexer.cli.VersionsCommand;
import dev.pomona.indexer.failure.Failure;
import java.util.Optional;
import org.apache.spark.SparkUserAppException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the indexer: {@code java -jar pomona-indexer.jar index ...} or {@code spark-submit ... index ...}. */
@Command(
        name = "pomona-indexer",
        description = "Builds an index for Pomona from labelled photos.",
        mixinStandardHelpOptions = true,
        version = "Pomona indexer 0.1.0",
        subcommands = {IndexCommand.class, VersionsCommand.class, ActivateCommand.class, RollbackCommand.class})
public final class IndexerMain {

    private IndexerMain() {}

    public static void main(String[] args) throws SparkUserAppException {
        System.setProperty("java.awt.headless", "true");
        Optional<String> unfit = JavaVersions.problem(Runtime.version().feature());
        if (unfit.isPresent()) {
            System.err.println("pomona-indexer: " + unfit.get());
            System.exit(Failure.UNUSABLE_REQUEST.exitCode());
        }
        int exitCode = OneLineErrors.of(new CommandLine(new IndexerMain())).execute(args);
        // YARN reports a job that calls System.exit as failed, even with 0, so a successful one returns.
        if (exitCode != 0) {
            new FailedEnd().with(exitCode);
        }
    }
}
