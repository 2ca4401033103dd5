package dev.pomona.service.storage;

import dev.pomona.model.store.BucketLocation;
import dev.pomona.model.store.Buckets;
import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.s3.S3Store;
import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.s3.S3AutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Opens buckets with the client of Spring Cloud AWS, which has a context of its own, made when the first bucket is opened: a
 * service without S3 must look for no region, credentials or instance metadata, and start no slower for the SDK. Thread-safe.
 */
final class AwsBuckets implements Buckets, AutoCloseable {

    private final ConfigurableEnvironment environment;
    private @Nullable ConfigurableApplicationContext aws;

    /** @param environment has {@code spring.cloud.aws.*} and the variables of the process */
    AwsBuckets(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public ObjectStore store(BucketLocation location) {
        try {
            return new S3Store(context().getBean(S3Client.class), location);
        } catch (BeansException e) { // no region or an unusable endpoint, above all
            throw new InvalidLocationException("no client for %s: %s"
                    .formatted(
                            location,
                            NestedExceptionUtils.getMostSpecificCause(e).getMessage()));
        }
    }

    private synchronized ConfigurableApplicationContext context() {
        if (aws == null) {
            aws = open();
        }
        return aws;
    }

    /** Gives the client of another service the credentials and the region that S3 has. */
    void configure(AwsClientBuilder<?, ?> builder) {
        builder.credentialsProvider(context().getBean(AwsCredentialsProvider.class))
                .region(Region.of(region()));
    }

    String region() {
        return context().getBean(AwsRegionProvider.class).getRegion().id();
    }

    /** Whether a bucket has been opened. */
    synchronized boolean isOpen() {
        return aws != null;
    }

    private ConfigurableApplicationContext open() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.setEnvironment(environment);
        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
        context.register(
                RegionProviderAutoConfiguration.class,
                CredentialsProviderAutoConfiguration.class,
                AwsAutoConfiguration.class,
                S3AutoConfiguration.class,
                S3ClientSettings.class);
        context.refresh();
        return context;
    }

    @Override
    public synchronized void close() {
        if (aws != null) {
            aws.close();
        }
    }
}
