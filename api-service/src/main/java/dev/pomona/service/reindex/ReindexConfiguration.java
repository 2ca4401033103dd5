package dev.pomona.service.reindex;

import dev.pomona.model.features.CacheFolder;
import dev.pomona.service.index.OwnIndex;
import dev.pomona.service.storage.AwsClients;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;

/** The launcher that is configured. */
@Configuration(proxyBeanMethods = false)
class ReindexConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Not by conditions, as an AOT build evaluates those at build time. */
    @Bean
    Launcher launcher(ReindexProperties properties, OwnIndex index, Environment environment, AwsClients clients) {
        return switch (properties.launcher()) {
            case LOCAL -> local(properties.local(), index, environment);
            case SPARK_STANDALONE -> sparkStandalone(properties, index, environment);
            case EMR_SERVERLESS ->
                new EmrServerlessLauncher(
                        properties.emrServerless(),
                        () -> clients.client(EmrServerlessClient.builder()),
                        clients::region);
            case EMR_STEPS ->
                new EmrStepsLauncher(properties.emrSteps(), () -> clients.client(EmrClient.builder()), clients::region);
        };
    }

    private static Launcher local(ReindexProperties.Local settings, OwnIndex index, Environment environment) {
        return new LocalLauncher(
                "local",
                () -> LocalLauncher.javaCommand(IndexerJar.find(settings.jar()), settings.javaOptions()),
                aws(environment),
                output(settings),
                index::store);
    }

    private static Launcher sparkStandalone(ReindexProperties properties, OwnIndex index, Environment environment) {
        ReindexProperties.SparkStandalone settings = properties.sparkStandalone();
        return new LocalLauncher(
                "spark-standalone",
                () -> sparkSubmit(settings),
                aws(environment),
                output(properties.local()),
                index::store);
    }

    static List<String> sparkSubmit(ReindexProperties.SparkStandalone settings) {
        List<String> command = new ArrayList<>();
        command.add(settings.sparkSubmit());
        command.add("--master");
        command.add(required("spark-standalone.master", settings.master()));
        command.addAll(List.of("--deploy-mode", "client", "--class", SparkJob.MAIN_CLASS));
        command.addAll(settings.options());
        command.add(required("spark-standalone.jar", settings.jar()));
        return command;
    }

    private static String required(String setting, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("pomona.reindex.%s is not set.".formatted(setting));
        }
        return value;
    }

    private static Path output(ReindexProperties.Local settings) {
        return settings.output() == null ? CacheFolder.ofUser().path().resolve("runs") : settings.output();
    }

    /** What the service has as settings of Spring Cloud AWS, the indexer takes from its environment. */
    private static Map<String, String> aws(Environment environment) {
        Map<String, String> variables = new HashMap<>();
        put(variables, "AWS_ENDPOINT_URL_S3", environment, "spring.cloud.aws.s3.endpoint", "spring.cloud.aws.endpoint");
        put(variables, "AWS_REGION", environment, "spring.cloud.aws.s3.region", "spring.cloud.aws.region.static");
        put(variables, "AWS_ACCESS_KEY_ID", environment, "spring.cloud.aws.credentials.access-key");
        put(variables, "AWS_SECRET_ACCESS_KEY", environment, "spring.cloud.aws.credentials.secret-key");
        return variables;
    }

    private static void put(
            Map<String, String> variables, String variable, Environment environment, String... settings) {
        for (String setting : settings) {
            @Nullable String value = environment.getProperty(setting);
            if (value != null && !value.isBlank()) {
                variables.putIfAbsent(variable, value);
            }
        }
    }
}
