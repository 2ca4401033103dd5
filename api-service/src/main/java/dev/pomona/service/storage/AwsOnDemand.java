package dev.pomona.service.storage;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Keeps Spring Cloud AWS out of the service's context, before its conditions are evaluated; {@link AwsBuckets} has it. Not a
 * condition on the locations, as an AOT build evaluates those at build time. Named in {@code META-INF/spring.factories}.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AwsOnDemand implements AutoConfigurationImportFilter {

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[configurations.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = !String.valueOf(configurations[i]).startsWith("io.awspring.");
        }
        return kept;
    }
}
