package dev.pomona.indexer.cli;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.publish.IndexVersions;
import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.Stores;
import dev.pomona.model.store.s3.S3Buckets;
import picocli.CommandLine.Option;

/** The option for the index whose versions a command works on. */
final class IndexLocation {

    @Option(
            names = "--index",
            required = true,
            paramLabel = "LOCATION",
            description = "Root of the index, a folder or s3://BUCKET/PREFIX.")
    private String index = "";

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
