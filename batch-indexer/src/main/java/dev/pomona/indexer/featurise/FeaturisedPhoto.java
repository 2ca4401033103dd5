package dev.pomona.indexer.featurise;

import dev.pomona.indexer.photos.PhotoFile;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A photo on its way: what is asked of it and, as far as known, its features or why there are none. A bean, for Spark. */
public class FeaturisedPhoto implements Serializable {

    private static final long serialVersionUID = 1L;

    private String uri = "";
    private long length;
    private String photo = "";
    private String label = "";
    private boolean indexed;
    private boolean asked;
    private boolean negative;
    private @Nullable String contentHash;
    private byte @Nullable [] features;
    private byte @Nullable [] question;
    private @Nullable String reason;
    private @Nullable String detail;

    /** A photo of which nothing is known but its file. */
    static FeaturisedPhoto of(PhotoFile file) {
        FeaturisedPhoto photo = new FeaturisedPhoto();
        photo.uri = file.getUri();
        photo.length = file.getLength();
        photo.photo = file.getPhoto();
        photo.label = file.getLabel();
        photo.indexed = file.isIndexed();
        photo.asked = file.isAsked();
        photo.negative = file.isNegative();
        photo.reason = file.getReason();
        photo.detail = file.getDetail();
        return photo;
    }

    void reject(String why, @Nullable String inWords) {
        reason = why;
        detail = inWords;
        features = null;
        question = null;
    }

    /**
     * The features of a photo of the index, {@code float[views][1280]}, the centre first.
     *
     * @throws IllegalStateException if it has none
     */
    public float[][] requireFeatures() {
        if (features == null) {
            throw new IllegalStateException("this photo has no features: " + reason);
        }
        return PackedFeatures.unpack(features);
    }

    /**
     * The photo as the service would see it, {@code float[4][1280]}, the centre first.
     *
     * @throws IllegalStateException if it is not asked
     */
    public float[][] requireQuestion() {
        if (question == null) {
            throw new IllegalStateException("this photo is not asked");
        }
        return PackedFeatures.unpack(question);
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

    /** The photo's name in the index. */
    public String getPhoto() {
        return photo;
    }

    public void setPhoto(String photo) {
        this.photo = photo;
    }

    /** What it shows; empty for a photo without label. */
    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = label;
    }

    /** Whether the photo goes into the index. */
    public boolean isIndexed() {
        return indexed;
    }

    public void setIndexed(boolean indexed) {
        this.indexed = indexed;
    }

    /** Whether the photo is asked of an index without it. */
    public boolean isAsked() {
        return asked;
    }

    public void setAsked(boolean asked) {
        this.asked = asked;
    }

    /** Whether the photo shows no fruit. */
    public boolean isNegative() {
        return negative;
    }

    public void setNegative(boolean negative) {
        this.negative = negative;
    }

    /** SHA-256 of the file's bytes; null if they could not be read. */
    public @Nullable String getContentHash() {
        return contentHash;
    }

    public void setContentHash(@Nullable String contentHash) {
        this.contentHash = contentHash;
    }

    /** Features for the index, {@linkplain PackedFeatures packed}; null for a reject or a photo that is only asked. */
    public byte @Nullable [] getFeatures() {
        return features;
    }

    public void setFeatures(byte @Nullable [] features) {
        this.features = features;
    }

    /** Features of all views, {@linkplain PackedFeatures packed}; null unless the photo is asked. */
    public byte @Nullable [] getQuestion() {
        return question;
    }

    public void setQuestion(byte @Nullable [] question) {
        this.question = question;
    }

    /** Why the photo could not be used: the name of a {@link dev.pomona.indexer.photos.FileProblem} or of a {@link
     * dev.pomona.model.photo.PhotoProblem}, or one of {@link RejectedPhotoException}; else null. */
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
