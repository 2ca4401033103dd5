package dev.pomona.model.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects among the resources of a class path, such as an index inside the service's jar. They never change. */
public final class ClassPathSource implements ObjectSource {

    private static final String TAG = "resource";

    private final ClassLoader loader;
    private final String root;
    private final String description;

    /**
     * @param root folder of the resources, ending with {@code /}
     * @param description how messages name this source
     */
    public ClassPathSource(ClassLoader loader, String root, String description) {
        this.loader = loader;
        this.root = root;
        this.description = description;
    }

    @Override
    public Optional<StoredObject> stat(String key) throws StoreException {
        @Nullable URL resource = resource(key);
        if (resource == null) {
            return Optional.empty();
        }
        try {
            URLConnection connection = resource.openConnection();
            connection.setUseCaches(false);
            connection.getInputStream().close();
            return Optional.of(new StoredObject(key, connection.getContentLengthLong(), TAG));
        } catch (IOException e) {
            throw new StoreException.Unavailable("'%s' in the %s: %s".formatted(key, description, e), e);
        }
    }

    @Override
    public InputStream open(String key) throws StoreException {
        @Nullable InputStream stream = loader.getResourceAsStream(root + Keys.requireValid(key));
        if (stream == null) {
            throw new StoreException.NotFound("there is no '%s' in the %s".formatted(key, description), null);
        }
        return stream;
    }

    @Override
    public Optional<TaggedContent> readIfChanged(String key, @Nullable String knownTag) throws StoreException {
        try (InputStream stream = open(key)) {
            return TAG.equals(knownTag) ? Optional.empty() : Optional.of(new TaggedContent(stream.readAllBytes(), TAG));
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreException.Unavailable("'%s' in the %s: %s".formatted(key, description, e), e);
        }
    }

    @Override
    public String describe() {
        return description;
    }

    private @Nullable URL resource(String key) {
        return loader.getResource(root + Keys.requireValid(key));
    }
}
