package dev.pomona.service.reindex;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pomona.service.reindex.ReindexProperties.EmrServerless;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.JobRun;
import software.amazon.awssdk.services.emrserverless.model.ResourceNotFoundException;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;

/** Runs in an application of EMR Serverless. The id of a run is the client token, so a start may be repeated. */
final class EmrServerlessLauncher implements Launcher {

    /** A page of Spark's may be opened by its address for an hour. */
    private static final Duration PAGE_VALIDITY = Duration.ofMinutes(30);

    private final EmrServerless settings;
    private final Supplier<EmrServerlessClient> client;
    private final Supplier<String> region;
    private final Cache<String, String> pages = Caffeine.newBuilder()
            .expireAfterWrite(PAGE_VALIDITY)
            .maximumSize(10)
            .build();

    /** @param client makes the client, when it is first needed */
    EmrServerlessLauncher(EmrServerless settings, Supplier<EmrServerlessClient> client, Supplier<String> region) {
        this.settings = settings;
        this.client = SingletonSupplier.of(client);
        this.region = region;
    }

    @Override
    public String name() {
        return "emr-serverless";
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public Launched start(String run, List<String> arguments) throws IOException, Refused {
        String application = SparkJob.required("emr-serverless.application-id", settings.applicationId());
        String jar = SparkJob.required("emr-serverless.jar", settings.jar());
        StartJobRunRequest.Builder request = StartJobRunRequest.builder()
                .applicationId(application)
                .clientToken(run)
                .name("pomona " + run)
                .executionRoleArn(SparkJob.required("emr-serverless.execution-role", settings.executionRole()))
                .executionTimeoutMinutes(settings.timeout().toMinutes())
                .tags(Map.of("pomona:run", run))
                .jobDriver(driver -> driver.sparkSubmit(submit -> submit.entryPoint(jar)
                        .entryPointArguments(arguments)
                        .sparkSubmitParameters(
                                ("--class " + SparkJob.MAIN_CLASS + " " + settings.sparkSubmitParameters()).strip())));
        if (settings.logs() != null && !settings.logs().isBlank()) {
            request.configurationOverrides(overrides -> overrides.monitoringConfiguration(
                    monitoring -> monitoring.s3MonitoringConfiguration(s3 -> s3.logUri(settings.logs()))));
        }
        String job =
                SparkJob.call(() -> client.get().startJobRun(request.build())).jobRunId();
        return new Launched(job, console(application, job));
    }

    private String console(String application, String job) {
        return "https://%1$s.console.aws.amazon.com/emr/home?region=%1$s#/serverless-applications/%2$s/%3$s"
                .formatted(region.get(), application, job);
    }

    @Override
    public Status status(String id) throws IOException {
        JobRun job;
        try {
            job = SparkJob.ask(() -> client.get()
                    .getJobRun(
                            get -> get.applicationId(settings.applicationId()).jobRunId(id))
                    .jobRun());
        } catch (IOException e) {
            if (e.getCause() != null && e.getCause().getCause() instanceof ResourceNotFoundException) {
                return Status.of(Phase.GONE);
            }
            throw e;
        }
        Phase phase = phase(job);
        return new Status(phase, null, job.stateDetails(), phase == Phase.WORKING ? page(id) : null);
    }

    private static Phase phase(JobRun job) {
        return switch (job.state()) {
            case SUBMITTED, PENDING, SCHEDULED, QUEUED -> Phase.QUEUED;
            case RUNNING, CANCELLING -> Phase.WORKING;
            case SUCCESS -> Phase.SUCCEEDED;
            case FAILED -> Phase.FAILED;
            case CANCELLED -> Phase.CANCELLED;
            default -> Phase.UNKNOWN;
        };
    }

    /** Returns the address of Spark's pages; the console has the run anyway. */
    private @Nullable String page(String id) {
        try {
            return pages.get(
                    id,
                    absent -> client.get()
                            .getDashboardForJobRun(get ->
                                    get.applicationId(settings.applicationId()).jobRunId(absent))
                            .url());
        } catch (SdkException e) {
            return null;
        }
    }

    @Override
    public void cancel(String id) throws IOException {
        SparkJob.ask(() -> client.get()
                .cancelJobRun(
                        cancel -> cancel.applicationId(settings.applicationId()).jobRunId(id)));
    }
}
