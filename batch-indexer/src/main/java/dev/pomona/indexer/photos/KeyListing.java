package dev.pomona.indexer.photos;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/** The objects below a prefix of a bucket without those left out, as they arrive page by page. */
final class KeyListing implements Iterator<ListedEntry> {

    private final ListedEntry source;
    private final RemoteIterator<LocatedFileStatus> objects;
    private final LeftOut leftOut;
    private @Nullable ListedEntry next;

    KeyListing(ListedEntry source, RemoteIterator<LocatedFileStatus> objects, LeftOut leftOut) {
        this.source = source;
        this.objects = objects;
        this.leftOut = leftOut;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && objects.hasNext()) {
                next = visible(entry(objects.next()));
            }
        } catch (IOException e) {
            throw BucketPhotoStore.lasting(source.path(), e);
        }
        return next != null;
    }

    @Override
    public ListedEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ListedEntry entry = next;
        next = null;
        return requireNonNull(entry);
    }

    private ListedEntry entry(LocatedFileStatus object) {
        Path path = object.getPath();
        ListedEntry entry = source.file(path.toString(), path.toUri().toString(), object.getLen());
        String below = source.path().endsWith("/") ? source.path() : source.path() + "/";
        return entry.path().startsWith(below)
                ? entry
                : source.file(below + path.toUri().getSchemeSpecificPart(), entry.uri(), entry.length())
                        .unusable(FileProblem.UNREADABLE, "Its key is no path: it has an empty part, or one of dots.");
    }

    private @Nullable ListedEntry visible(ListedEntry entry) {
        if (Arrays.stream(entry.name().split("/", -1)).anyMatch(leftOut::has)) {
            leftOut.add(1);
            return null;
        }
        return entry;
    }
}
