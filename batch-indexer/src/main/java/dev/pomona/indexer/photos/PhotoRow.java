package dev.pomona.indexer.photos;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A row of the photo table on its way through the stages: listed first, then featurised or rejected. A bean, because
 * Spark encodes beans; it is the only one, and tables are columns selected from it.
 */
public class PhotoRow implements Serializable {

    private static final long serialVersionUID = 1L;

    private String uri = "";
    private long length;
    private String source = "";
    private String photo = "";
    private String label = "";
    private String group = "";
    private boolean indexed;
    private boolean query;
    private boolean negative;
    private @Nullable String contentHash;
    private byte @Nullable [] features;
    private byte @Nullable [] queryFeatures;
    private @Nullable String reason;
    private @Nullable String detail;

    public PhotoRow() {}

    PhotoRow(ListedEntry entry, String label, String group, Role role) {
        this.uri = entry.uri();
        this.length = entry.length();
        this.photo = entry.name();
        this.source = entry.source();
        this.label = label;
        this.group = group;
        this.indexed = role.indexed();
        this.query = role.query();
        this.negative = role.negative();
        this.reason = entry.problem() == null ? null : entry.problem().name();
        this.detail = entry.detail();
    }

    /**
     * Makes the photo a reject without features.
     *
     * @param why its {@linkplain #getReason reason}
     * @param inWords the reason in words
     */
    public void reject(String why, @Nullable String inWords) {
        reason = why;
        detail = inWords;
        features = null;
        queryFeatures = null;
    }

    /**
     * Returns the features of the indexed views, {@code float[views][dimension]}, the centre first.
     *
     * @throws IllegalStateException if the photo has none
     */
    public float[][] requireFeatures() {
        if (features == null) {
            throw new IllegalStateException("this photo has no features: " + reason);
        }
        return PackedFeatures.unpack(features);
    }

    /**
     * Returns the features of the views that the service would take of the photo, {@code float[4][dimension]}, the centre first.
     *
     * @throws IllegalStateException if it is no query
     */
    public float[][] requireQueryFeatures() {
        if (queryFeatures == null) {
            throw new IllegalStateException("this photo is no query");
        }
        return PackedFeatures.unpack(queryFeatures);
    }

    /** URI of the file, escaped. */
    public String getUri() {
        return uri;
    }

    public void setUri(String uri) {
        this.uri = uri;
    }

    /** Length of the file in bytes. */
    public long getLength() {
        return length;
    }

    public void setLength(long length) {
        this.length = length;
    }

    /** Path of the folder that it was listed below. */
    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }

    /** Name of the photo in the index: its path below its source, unless another source has that name too. */
    public String getPhoto() {
        return photo;
    }

    public void setPhoto(String photo) {
        this.photo = photo;
    }

    /** Label of the photo; empty where there is none. */
    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = label;
    }

    /** Name of the group of photos of its label and source that were taken together and look alike. */
    public String getGroup() {
        return group;
    }

    public void setGroup(String group) {
        this.group = group;
    }

    /** Whether the photo goes into the index. */
    public boolean isIndexed() {
        return indexed;
    }

    public void setIndexed(boolean indexed) {
        this.indexed = indexed;
    }

    /** Whether the photo belongs to the evaluation set: it is a query to an index without it. */
    public boolean isQuery() {
        return query;
    }

    public void setQuery(boolean query) {
        this.query = query;
    }

    /** Whether the photo shows no fruit (out of distribution). */
    public boolean isNegative() {
        return negative;
    }

    public void setNegative(boolean negative) {
        this.negative = negative;
    }

    /** SHA-256 of the file's bytes, in hexadecimal; null if they were not read. */
    public @Nullable String getContentHash() {
        return contentHash;
    }

    public void setContentHash(@Nullable String contentHash) {
        this.contentHash = contentHash;
    }

    /** Features of the indexed views, {@linkplain PackedFeatures packed}; null for a reject or a photo that is a query alone. */
    public byte @Nullable [] getFeatures() {
        return features;
    }

    public void setFeatures(byte @Nullable [] features) {
        this.features = features;
    }

    /** Features of all views, {@linkplain PackedFeatures packed}; null unless the photo is a query. */
    public byte @Nullable [] getQueryFeatures() {
        return queryFeatures;
    }

    public void setQueryFeatures(byte @Nullable [] queryFeatures) {
        this.queryFeatures = queryFeatures;
    }

    /**
     * Why the photo was rejected: the name of a {@link FileProblem} or of a {@link dev.pomona.model.photo.PhotoProblem},
     * {@code TOO_LARGE} or {@code NO_LABEL}; else null.
     */
    public @Nullable String getReason() {
        return reason;
    }

    public void setReason(@Nullable String reason) {
        this.reason = reason;
    }

    /** The reason in words; null unless there is one. */
    public @Nullable String getDetail() {
        return detail;
    }

    public void setDetail(@Nullable String detail) {
        this.detail = detail;
    }
}
