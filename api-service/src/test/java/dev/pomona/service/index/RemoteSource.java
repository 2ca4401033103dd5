package dev.pomona.service.index;

import dev.pomona.model.store.ObjectSource;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.StoredObject;
import dev.pomona.model.store.TaggedContent;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects that are no files of this machine, and that cannot be reached while they are away. */
class RemoteSource implements ObjectSource {

    private final ObjectSource objects;
    private final String name;
    private final List<String> opened = new ArrayList<>();
    private volatile boolean away;

    RemoteSource(ObjectSource objects) {
        this(objects, "s3://bucket/index");
    }

    RemoteSource(ObjectSource objects, String name) {
        this.objects = objects;
        this.name = name;
    }

    void away(boolean now) {
        away = now;
    }

    /** Returns the keys of the objects that were read as streams. */
    synchronized List<String> opened() {
        return List.copyOf(opened);
    }

    @Override
    public Optional<StoredObject> stat(String key) throws StoreException {
        requireReachable();
        return objects.stat(key);
    }

    @Override
    public synchronized InputStream open(String key) throws StoreException {
        requireReachable();
        opened.add(key);
        return objects.open(key);
    }

    @Override
    public Optional<TaggedContent> readIfChanged(String key, @Nullable String knownTag) throws StoreException {
        requireReachable();
        return objects.readIfChanged(key, knownTag);
    }

    @Override
    public String describe() {
        return name;
    }

    private void requireReachable() throws StoreException {
        if (away) {
            throw new StoreException.Unavailable("the bucket is away", null);
        }
    }
}
