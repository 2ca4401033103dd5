package dev.pomona.service.reindex;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code pomona.reindex.*}.
 *
 * @param launcher where runs work
 * @param sources locations that operators may index, with all that lies below them, beside those that are configured
 * @param photos what is indexed where a request names nothing
 * @param heldOut query photos where a request names none
 * @param negatives photos of other things where a request names none
 * @param parameters options of the indexer where a request does not give them
 * @param startTimeout time in which a run must begin
 * @param cancelTimeout time in which a run must end that is cancelled; then its launcher ends it
 * @param maxListeners most clients that follow runs at once
 * @param local the {@code local} launcher
 * @param sparkStandalone the {@code spark-standalone} launcher
 * @param emrServerless the {@code emr-serverless} launcher
 * @param emrSteps the {@code emr-steps} launcher
 */
@ConfigurationProperties("pomona.reindex")
record ReindexProperties(
        @DefaultValue("local") LauncherKind launcher,
        @DefaultValue List<String> sources,
        @DefaultValue List<String> photos,
        @DefaultValue List<String> heldOut,
        @DefaultValue List<String> negatives,
        @DefaultValue ReindexParameters parameters,
        @DefaultValue("15m") Duration startTimeout,
        @DefaultValue("60s") Duration cancelTimeout,
        @DefaultValue("50") int maxListeners,
        @DefaultValue Local local,
        @DefaultValue SparkStandalone sparkStandalone,
        @DefaultValue EmrServerless emrServerless,
        @DefaultValue EmrSteps emrSteps) {

    /** Where runs work. */
    enum LauncherKind {
        LOCAL,
        SPARK_STANDALONE,
        EMR_SERVERLESS,
        EMR_STEPS
    }

    /**
     * A child process of the service.
     *
     * @param jar {@code pomona-indexer.jar} with {@code lib} beside it; null to look for it
     * @param javaOptions options of its JVM, separated by spaces
     * @param output folder for the output of runs that are at work; null for one in the cache folder
     */
    record Local(
            @Nullable Path jar,
            @DefaultValue("-Xmx2g") String javaOptions,
            @Nullable Path output) {}

    /**
     * A driver on this machine, executors in a cluster of one's own.
     *
     * @param sparkSubmit the program {@code spark-submit}
     * @param master such as {@code spark://host:7077}
     * @param jar the job jar
     * @param options further options of spark-submit, one each
     */
    record SparkStandalone(
            @DefaultValue("spark-submit") String sparkSubmit,
            @Nullable String master,
            @Nullable String jar,
            @DefaultValue List<String> options) {}

    /**
     * An application of EMR Serverless.
     *
     * @param applicationId its id
     * @param executionRole ARN of the role that the job has
     * @param jar location of the job jar in S3
     * @param sparkSubmitParameters further parameters of spark-submit
     * @param logs prefix in S3 for logs; null for none
     * @param timeout after which EMR ends a job
     */
    record EmrServerless(
            @Nullable String applicationId,
            @Nullable String executionRole,
            @Nullable String jar,
            @DefaultValue("") String sparkSubmitParameters,
            @Nullable String logs,
            @DefaultValue("12h") Duration timeout) {}

    /**
     * Steps of a cluster of EMR.
     *
     * @param clusterId its id
     * @param jar location of the job jar in S3
     * @param sparkSubmitParameters further parameters of spark-submit
     */
    record EmrSteps(
            @Nullable String clusterId,
            @Nullable String jar,
            @DefaultValue("") String sparkSubmitParameters) {}

    /** Returns all locations that may be indexed. */
    List<String> allowed() {
        return Stream.of(sources, photos, heldOut, negatives)
                .flatMap(List::stream)
                .map(AllowedSources::withoutName)
                .toList();
    }
}
