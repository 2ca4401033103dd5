package dev.pomona.service.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Names of all settings {@code pomona.*}, which are the components of the records that they are bound to. */
final class KnownSettings {

    /** In the form that {@link #uniform} gives, with the name as the documentation has it. */
    private final Map<String, String> names = new TreeMap<>();

    /**
     * Adds the settings of a record, and of the records in it.
     *
     * @param prefix for example {@code pomona.index}
     */
    void add(String prefix, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + dashed(component.getName());
            Class<?> value = valueType(component);
            if (value.isRecord()) {
                add(name, value);
            } else {
                names.put(uniform(name), name);
            }
        }
    }

    boolean contains(ConfigurationPropertyName name) {
        return names.containsKey(uniform(name.toString()));
    }

    /** Returns the settings that begin like this one, for the message about it; all if none do. */
    List<String> near(ConfigurationPropertyName unknown) {
        String prefix = unknown.getParent() + ".";
        List<String> near = new ArrayList<>(names.values());
        near.removeIf(name -> !name.startsWith(prefix));
        return near.isEmpty() ? List.copyOf(names.values()) : near;
    }

    /** Without dashes, dots and indexes: an environment variable has underscores for all of them. */
    private static String uniform(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("\\[\\d+]|(?<=[._])\\d+(?=[._]|$)|[^a-z0-9]", "");
    }

    private static String dashed(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The type of a setting, or of the elements of a list. */
    private static Class<?> valueType(RecordComponent component) {
        if (List.class.isAssignableFrom(component.getType())
                && component.getGenericType() instanceof ParameterizedType list) {
            Type element = list.getActualTypeArguments()[0];
            return element instanceof Class<?> type ? type : Object.class;
        }
        return component.getType();
    }
}
