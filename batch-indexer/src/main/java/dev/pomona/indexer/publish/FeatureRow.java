package dev.pomona.indexer.publish;

import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.reduction.Reduction;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A row of the index's features. A bean, because Spark encodes beans. */
public class FeatureRow implements Serializable {

    private static final long serialVersionUID = 1L;

    private String photo = "";
    private String label = "";
    private @Nullable String contentHash;
    private float[] features = {};
    private byte @Nullable [] viewFeatures;
    private float[] pcaFeatures = {};

    static FeatureRow of(PhotoRow photo, Reduction reduction) {
        float[] centre = photo.requireFeatures()[0];
        FeatureRow row = new FeatureRow();
        row.setPhoto(photo.getPhoto());
        row.setLabel(photo.getLabel());
        row.setContentHash(photo.getContentHash());
        row.setFeatures(centre);
        row.setViewFeatures(photo.getFeatures());
        row.setPcaFeatures(reduction.project(centre));
        return row;
    }

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

    public @Nullable String getContentHash() {
        return contentHash;
    }

    public void setContentHash(@Nullable String contentHash) {
        this.contentHash = contentHash;
    }

    /** Features of the centre, {@code float[1280]}. */
    public float[] getFeatures() {
        return features;
    }

    public void setFeatures(float[] features) {
        this.features = features;
    }

    /** Features of all indexed views, {@linkplain dev.pomona.indexer.featurise.PackedFeatures packed}. */
    public byte @Nullable [] getViewFeatures() {
        return viewFeatures;
    }

    public void setViewFeatures(byte @Nullable [] viewFeatures) {
        this.viewFeatures = viewFeatures;
    }

    public float[] getPcaFeatures() {
        return pcaFeatures;
    }

    public void setPcaFeatures(float[] pcaFeatures) {
        this.pcaFeatures = pcaFeatures;
    }
}
