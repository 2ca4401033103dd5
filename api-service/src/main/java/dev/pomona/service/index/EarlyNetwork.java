package dev.pomona.service.index;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Has the network loaded while Spring sets up the rest of the service: both take seconds. */
final class EarlyNetwork implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ModelProperties properties =
                Binder.get(context.getEnvironment()).bindOrCreate("pomona.model", ModelProperties.class);
        context.getBeanFactory().registerSingleton("network", Network.load(properties));
    }
}
