package dev.pomona.model.store;

/**
 * A stored object without its content.
 *
 * @param key its key in the store
 * @param length bytes
 * @param tag changes whenever the object is written; opaque (the entity tag in S3)
 */
public record StoredObject(String key, long length, String tag) {}
