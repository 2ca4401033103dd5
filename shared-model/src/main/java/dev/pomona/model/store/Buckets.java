package dev.pomona.model.store;

/** Opens stores in buckets. {@link Stores} calls it for locations in S3 alone, so that nothing of S3 is loaded otherwise. */
@FunctionalInterface
public interface Buckets {

    /** Returns the store of a location. Nothing is read yet. */
    ObjectStore store(BucketLocation location);
}
