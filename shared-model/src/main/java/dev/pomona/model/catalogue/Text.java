package dev.pomona.model.catalogue;

import java.util.Objects;

/** The same text, or list of texts, in English and French. */
public record Text<T>(T en, T fr) {

    public Text {
        Objects.requireNonNull(en, "the text in English ('en') is missing");
        Objects.requireNonNull(fr, "the text in French ('fr') is missing");
    }
}
