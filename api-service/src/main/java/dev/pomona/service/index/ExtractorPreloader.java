package dev.pomona.service.index;

import java.lang.management.ManagementFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;

/** Has the network loaded while Spring sets up the rest of the service: both take seconds. */
final class ExtractorPreloader implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            return;
        }
        loadLibrariesOfJava();
        ModelProperties properties =
                Binder.get(context.getEnvironment()).bindOrCreate("pomona.model", ModelProperties.class);
        context.getBeanFactory().registerSingleton("network", ExtractorHolder.load(properties));
    }

    /** The JVM loads one library at a time, and with TensorFlow's it is busy for half a second. Tomcat needs this one. */
    private static void loadLibrariesOfJava() {
        ManagementFactory.getPlatformMBeanServer();
    }
}
