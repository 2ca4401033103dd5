package dev.pomona.model.store;

/**
 * The whole content of a small object, and the tag that it was read under.
 *
 * @param bytes the content
 * @param tag as in {@link StoredObject}
 */
@SuppressWarnings("ArrayRecordComponent") // Content is compared by its tag.
public record TaggedContent(byte[] bytes, String tag) {}
