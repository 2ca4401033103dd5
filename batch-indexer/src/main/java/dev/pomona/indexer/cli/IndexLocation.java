package dev.pomona.indexer.cli;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.publish.IndexVersions;
import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.Stores;
import dev.pomona.model.store.s3.S3Buckets;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option for the index whose versions a command works on, and where that command prints. */
final class IndexLocation {

    @Option(
            names = "--index",
            required = true,
            paramLabel = "LOCATION",
            description = "Root of the index, a folder or s3://BUCKET/PREFIX.")
    private String index = "";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    /** Returns the output of the command that has this option. */
    PrintWriter out() {
        return command.commandLine().getOut();
    }

    static Stores stores() {
        return new Stores(location -> S3Buckets.fromEnvironment().store(location));
    }

    IndexVersions versions() {
        try {
            return new IndexVersions(stores().of(index));
        } catch (InvalidLocationException e) {
            throw new IndexingException(Failure.UNUSABLE_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }
}
