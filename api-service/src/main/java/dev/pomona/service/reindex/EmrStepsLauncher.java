package dev.pomona.service.reindex;

import dev.pomona.service.reindex.ReindexProperties.EmrSteps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.ActionOnFailure;
import software.amazon.awssdk.services.emr.model.StepConfig;
import software.amazon.awssdk.services.emr.model.StepStatus;
import software.amazon.awssdk.services.emr.model.StepSummary;

/**
 * Runs as steps of a cluster of EMR. EMR has no token for a start, so a step is looked for by its name before it is added. Two
 * steps of one run would do no harm: the second finds the slot of the index taken.
 */
final class EmrStepsLauncher implements Launcher {

    private final EmrSteps settings;
    private final Supplier<EmrClient> client;
    private final Supplier<String> region;

    /** @param client makes the client, when it is first needed */
    EmrStepsLauncher(EmrSteps settings, Supplier<EmrClient> client, Supplier<String> region) {
        this.settings = settings;
        this.client = SingletonSupplier.of(client);
        this.region = region;
    }

    @Override
    public String name() {
        return "emr-steps";
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public Launched start(String run, List<String> arguments) throws IOException, Refused {
        String cluster = SparkJob.required("emr-steps.cluster-id", settings.clusterId());
        String jar = SparkJob.required("emr-steps.jar", settings.jar());
        String name = "pomona " + run;
        Optional<String> there = find(cluster, name);
        if (there.isPresent()) {
            return new Launched(there.get(), console(cluster));
        }
        List<String> command = new ArrayList<>(List.of(
                "spark-submit",
                "--deploy-mode",
                "cluster",
                "--class",
                SparkJob.MAIN_CLASS,
                // YARN would repeat a run that was refused or cancelled.
                "--conf",
                "spark.yarn.maxAppAttempts=1"));
        command.addAll(LocalLauncher.words(settings.sparkSubmitParameters()));
        command.add(jar);
        command.addAll(arguments);
        StepConfig step = StepConfig.builder()
                .name(name)
                .actionOnFailure(ActionOnFailure.CONTINUE)
                .hadoopJarStep(main -> main.jar("command-runner.jar").args(command))
                .build();
        List<String> ids = SparkJob.call(() -> client.get()
                        .addJobFlowSteps(add -> add.jobFlowId(cluster).steps(step)))
                .stepIds();
        return new Launched(ids.get(0), console(cluster));
    }

    private Optional<String> find(String cluster, String name) throws IOException, Refused {
        return SparkJob.call(() -> client.get().listSteps(list -> list.clusterId(cluster))).steps().stream()
                .filter(step -> name.equals(step.name()))
                .map(StepSummary::id)
                .findFirst();
    }

    private String console(String cluster) {
        return "https://%1$s.console.aws.amazon.com/emr/home?region=%1$s#/clusterDetails/%2$s"
                .formatted(region.get(), cluster);
    }

    @Override
    public Status status(String id) throws IOException {
        StepStatus status = SparkJob.ask(() -> client.get()
                        .describeStep(get -> get.clusterId(settings.clusterId()).stepId(id)))
                .step()
                .status();
        Phase phase = switch (status.state()) {
            case PENDING -> Phase.QUEUED;
            case RUNNING, CANCEL_PENDING -> Phase.WORKING;
            case COMPLETED -> Phase.SUCCEEDED;
            case FAILED, INTERRUPTED -> Phase.FAILED;
            case CANCELLED -> Phase.CANCELLED;
            default -> Phase.UNKNOWN;
        };
        return new Status(phase, null, detail(status), null);
    }

    private static @Nullable String detail(StepStatus status) {
        if (status.failureDetails() != null && status.failureDetails().reason() != null) {
            return status.failureDetails().reason();
        }
        return status.stateChangeReason() == null
                ? null
                : status.stateChangeReason().message();
    }

    @Override
    public void cancel(String id) throws IOException {
        SparkJob.ask(() -> client.get()
                .cancelSteps(cancel ->
                        cancel.clusterId(settings.clusterId()).stepIds(id).stepCancellationOption("SEND_INTERRUPT")));
    }
}
