package dev.pomona.service.index;

import java.lang.management.ManagementFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;

/**
 * Starts to load the network before Spring creates the beans of the service, as both take seconds. What no later attempt can
 * mend ends the start.
 */
final class ExtractorPreloader implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            return;
        }
        loadManagementLibrary();
        ModelProperties properties =
                Binder.get(context.getEnvironment()).bindOrCreate("pomona.model", ModelProperties.class);
        TensorFlowLoader loader = new TensorFlowLoader(properties, context.getEnvironment());
        loader.requireUsable();
        context.getBeanFactory().registerSingleton("extractorHolder", new ExtractorHolder(loader));
    }

    /** The JVM loads one native library at a time, TensorFlow's for half a second; Tomcat would wait for this one. */
    private static void loadManagementLibrary() {
        ManagementFactory.getPlatformMBeanServer();
    }
}
