package dev.pomona.indexer.publish;

import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.reduction.Reduction;
import java.io.Serializable;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** A row of the index's features. A bean, because Spark encodes beans. */
public class FeatureRow implements Serializable {

    private static final long serialVersionUID = 1L;

    private String photo = "";
    private String label = "";
    private @Nullable String contentHash;
    private float[] features = {};
    private float[] pcaFeatures = {};

    static FeatureRow of(PhotoRow photo, Reduction reduction) {
        float[][] views = photo.requireFeatures();
        FeatureRow row = new FeatureRow();
        row.setPhoto(photo.getPhoto());
        row.setLabel(photo.getLabel());
        row.setContentHash(photo.getContentHash());
        row.setFeatures(flat(views));
        row.setPcaFeatures(reduction.project(views[0]));
        return row;
    }

    private static float[] flat(float[][] views) {
        FloatBuffer flat = FloatBuffer.allocate(views.length * views[0].length);
        for (float[] view : views) {
            flat.put(view);
        }
        return flat.array();
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

    /** Returns the features of all indexed views one after the other, {@code float[views x 1280]}; the first is the centre. */
    public float[] getFeatures() {
        return features;
    }

    public void setFeatures(float[] features) {
        this.features = features;
    }

    public float[] getPcaFeatures() {
        return pcaFeatures;
    }

    public void setPcaFeatures(float[] pcaFeatures) {
        this.pcaFeatures = pcaFeatures;
    }
}
