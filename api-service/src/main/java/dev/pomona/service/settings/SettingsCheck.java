package dev.pomona.service.settings;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationPropertiesBean;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.stereotype.Component;

/**
 * Refuses to start with a setting {@code pomona.*} that does not exist. In the environment, which other programs share, it
 * is only named in the log.
 */
@Component
final class SettingsCheck implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(SettingsCheck.class);
    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("pomona");

    /** Read by shared-model, which has no settings of Spring's. */
    private static final ConfigurationPropertyName CACHE = ROOT.append("cache");

    private final ApplicationContext context;

    SettingsCheck(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void afterSingletonsInstantiated() {
        KnownSettings known = new KnownSettings();
        for (ConfigurationPropertiesBean bean :
                ConfigurationPropertiesBean.getAll(context).values()) {
            String prefix = bean.getAnnotation().prefix();
            if (prefix.startsWith(ROOT + ".") && bean.getInstance() instanceof Record settings) {
                known.add(prefix, settings.getClass());
            }
        }
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(context.getEnvironment())) {
            if (source instanceof IterableConfigurationPropertySource names) {
                names.stream()
                        .filter(name -> ROOT.isAncestorOf(name) && !name.equals(CACHE) && !known.contains(name))
                        .forEach(name -> report(name, source, known));
            }
        }
    }

    private static void report(
            ConfigurationPropertyName name, ConfigurationPropertySource source, KnownSettings known) {
        String message = "There is no setting %s. There are: %s.".formatted(name, String.join(", ", known.near(name)));
        if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource) {
            log.warn("{} It comes from an environment variable.", message);
        } else {
            throw new UnknownSettingException(message);
        }
    }
}
