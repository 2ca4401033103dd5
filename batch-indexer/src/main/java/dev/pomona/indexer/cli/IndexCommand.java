package dev.pomona.indexer.cli;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.job.IndexJob;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.progress.ConsoleProgress;
import dev.pomona.indexer.progress.Progress;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code index}: photos in, a new version of an index out. */
@Command(
        name = "index",
        description = "Indexes labelled photos. By default a photo's label is the name of the folder it lies in.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        footerHeading = "%nExample%n",
        footer = {
            "  pomona-indexer index --photos my-photos --index my-index",
            "",
            "Exit codes",
            "   0  the new version is current, or the dry run found photos",
            "   2, 3  wrong options, an unsuitable Java, or a folder or bucket is missing",
            "  10  no photos",
            "  11  one label only",
            "  12  too few photos, or all are alike",
            "  13  too many rejects",
            "  14  no permission, or no valid credentials",
            "  15  disk full",
            "  16  another run is at work",
            "  17  violates the quality gate: kept, but not current",
            "  18  photos or index could not be reached: try again later",
            "  19  cancelled",
            "  70  internal error: the stack trace is in the log",
            " 143  terminated"
        })
public final class IndexCommand implements Callable<Integer> {

    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Mixin
    private final HeldOutOptions heldOut = new HeldOutOptions();

    @Mixin
    private final ModelOptions model = new ModelOptions();

    @Mixin
    private final ExemplarOptions exemplars = new ExemplarOptions();

    @Mixin
    private final PublishOptions publish = new PublishOptions();

    @Option(
            names = "--dry-run",
            description = "List the photos with their labels, warn of what looks wrong, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master. Default: the one of spark-submit, or all cores of this machine.")
    private @Nullable String master;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec specification;

    private final Sessions sessions;

    public IndexCommand() {
        this(new Sessions());
    }

    IndexCommand(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Integer call() throws Exception {
        IndexParameters parameters = parameters();
        Progress progress = new ConsoleProgress(System.out);
        SparkSession spark = sessions.start(master);
        TerminationNotice notice =
                new TerminationNotice(specification.commandLine().getErr());
        try {
            IndexJob job = new IndexJob(spark, parameters, IndexLocation.stores(), progress);
            if (dryRun) {
                job.check();
            } else {
                RunSummary.lines(job.run(), publish.index(), model.toNetwork().backbone())
                        .forEach(progress::say);
            }
        } finally {
            notice.withdraw();
            sessions.stop(spark);
        }
        return 0;
    }

    /** Parameters out of range are wrong options; an IllegalArgumentException from anywhere else is an internal error. */
    private IndexParameters parameters() {
        try {
            return new IndexParameters(
                    sources.toParameters(),
                    heldOut.toParameters(),
                    model.toNetwork(),
                    model.toFit(),
                    exemplars.toParameters(),
                    publish.toParameters());
        } catch (IllegalArgumentException e) {
            throw new IndexingException(Failure.UNUSABLE_REQUEST, String.valueOf(e.getMessage()), e);
        }
    }

    @Spec
    void setSpecification(CommandSpec specification) {
        this.specification = specification;
        GroupedOptions.addTo(specification.usageMessage());
    }
}
