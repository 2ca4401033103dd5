package dev.pomona.indexer.featurise;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What became of a photo: its features, or the reason why there are none. A bean, because Spark encodes beans. */
public class FeaturisedPhoto implements Serializable {

    private static final long serialVersionUID = 1L;

    private String photo = "";
    private String label = "";
    private boolean indexed;
    private boolean asked;
    private @Nullable String contentHash;
    private float @Nullable [] features;
    private float @Nullable [][] question;
    private @Nullable String reason;
    private @Nullable String detail;

    public String getPhoto() {
        return photo;
    }

    public void setPhoto(String photo) {
        this.photo = photo;
    }

    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = label;
    }

    public boolean isIndexed() {
        return indexed;
    }

    public void setIndexed(boolean indexed) {
        this.indexed = indexed;
    }

    public boolean isAsked() {
        return asked;
    }

    public void setAsked(boolean asked) {
        this.asked = asked;
    }

    /** SHA-256 of the file's bytes; null if they could not be read. */
    public @Nullable String getContentHash() {
        return contentHash;
    }

    public void setContentHash(@Nullable String contentHash) {
        this.contentHash = contentHash;
    }

    /** {@code float[1280]} of the centre view; null for a reject. */
    public float @Nullable [] getFeatures() {
        return features;
    }

    public void setFeatures(float @Nullable [] features) {
        this.features = features;
    }

    /** {@code float[views][1280]} as the service would see the photo; null unless it is asked. */
    public float @Nullable [][] getQuestion() {
        return question;
    }

    public void setQuestion(float @Nullable [][] question) {
        this.question = question;
    }

    /** Why the photo could not be used, the name of a {@link dev.pomona.model.photo.PhotoProblem}, TOO_LARGE or UNREADABLE; else null. */
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

    /** The features of a photo that is no reject. */
    public float[] requireFeatures() {
        if (features == null) {
            throw new IllegalStateException("this photo was rejected: " + reason);
        }
        return features;
    }

    /** The question of a photo that is asked. */
    public float[][] requireQuestion() {
        if (question == null) {
            throw new IllegalStateException("this photo is not asked");
        }
        return question;
    }
}
