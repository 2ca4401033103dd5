package dev.pomona.model.store;

/**
 * A stored object without its content.
 *
 * @param key its key in the store
 * @param length bytes
 * @param tag changes whenever other content is written; opaque (the entity tag in S3, which the same bytes may keep)
 */
public record StoredObject(String key, long length, String tag) {}
