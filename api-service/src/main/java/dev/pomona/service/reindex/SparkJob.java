package dev.pomona.service.reindex;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What launchers of Spark jobs in AWS have in common. */
final class SparkJob {

    static final String MAIN_CLASS = "dev.pomona.indexer.IndexerMain";

    private SparkJob() {}

    /** Returns the value of a setting without which nothing can be started. */
    static String required(String setting, @Nullable String value) throws Launcher.Refused {
        if (value == null || value.isBlank()) {
            throw new Launcher.Refused("pomona.reindex.%s is not set.".formatted(setting));
        }
        return value;
    }

    /**
     * Makes a call.
     *
     * @throws Launcher.Refused if the service refuses it, or there are no credentials
     * @throws IOException if it is throttled, fails or gives no answer: the call may have had its effect
     */
    static <T> T call(Supplier<T> call) throws IOException, Launcher.Refused {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            if (e.isThrottlingException() || e.statusCode() >= 500) {
                throw new IOException(message(e), e);
            }
            throw new Launcher.Refused(message(e), e);
        } catch (SdkClientException e) {
            String message = String.valueOf(e.getMessage());
            if (message.startsWith("Unable to load credentials") || message.startsWith("Unable to load region")) {
                throw new Launcher.Refused(message.lines().findFirst().orElse(""), e);
            }
            throw new IOException(message, e);
        }
    }

    /** Makes a call for which a refusal is no different from a failure. */
    static <T> T ask(Supplier<T> call) throws IOException {
        try {
            return call(call);
        } catch (Launcher.Refused e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String message(AwsServiceException e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode() + ": ";
        String message = e.awsErrorDetails() == null
                ? e.getMessage()
                : e.awsErrorDetails().errorMessage();
        return (code + message).lines().findFirst().orElse("");
    }
}
