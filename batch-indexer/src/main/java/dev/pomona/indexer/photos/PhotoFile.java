package dev.pomona.indexer.photos;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A file that may be a photo. A bean, because Spark encodes beans. */
public class PhotoFile implements Serializable {

    private static final long serialVersionUID = 1L;

    private String uri = "";
    private String photo = "";
    private String label = "";
    private String captured = "";
    private long length;
    private boolean indexed;
    private boolean asked;
    private boolean negative;
    private @Nullable String reason;
    private @Nullable String detail;

    public PhotoFile() {}

    PhotoFile(ListedEntry entry, String photo, String label, String captured, Role role) {
        this.uri = entry.uri();
        this.length = entry.length();
        this.photo = photo;
        this.label = label;
        this.captured = captured;
        this.indexed = role.indexed();
        this.asked = role.asked();
        this.negative = role.negative();
        this.reason = entry.problem() == null ? null : entry.problem().name();
        this.detail = entry.detail();
    }

    /** URI of the file, escaped. */
    public String getUri() {
        return uri;
    }

    public void setUri(String uri) {
        this.uri = uri;
    }

    /** The photo's name in the index: its path below the sources. */
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

    /** Names the photos of its label that were taken together with it and look like it. */
    public String getCaptured() {
        return captured;
    }

    public void setCaptured(String captured) {
        this.captured = captured;
    }

    /** Length of the file in bytes. */
    public long getLength() {
        return length;
    }

    public void setLength(long length) {
        this.length = length;
    }

    /** Whether the photo goes into the index. */
    public boolean isIndexed() {
        return indexed;
    }

    public void setIndexed(boolean indexed) {
        this.indexed = indexed;
    }

    /** Whether the photo is asked of an index without it, to see how good that is. */
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

    /** Name of the {@link FileProblem} for which it cannot be used; null where nothing is wrong as yet. */
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
