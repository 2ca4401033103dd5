package dev.pomona.indexer.publish;

import java.io.Serializable;

/** A row of the index's vectors. A bean, because Spark encodes beans. */
public class VectorRow implements Serializable {

    private static final long serialVersionUID = 1L;

    private String label = "";
    private String photo = "";
    private float[] vector = {};

    public VectorRow() {}

    VectorRow(String label, String photo, float[] vector) {
        this.label = label;
        this.photo = photo;
        this.vector = vector;
    }

    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = label;
    }

    public String getPhoto() {
        return photo;
    }

    public void setPhoto(String photo) {
        this.photo = photo;
    }

    public float[] getVector() {
        return vector;
    }

    public void setVector(float[] vector) {
        this.vector = vector;
    }
}
