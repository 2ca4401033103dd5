package dev.pomona.service.recognition;

import dev.pomona.model.recognition.Doubt;

/** Why an answer is not RECOGNISED; the names are part of the API. */
enum Reason {
    /** The photo looks like nothing that is indexed. */
    NOT_LIKE_ANY_FRUIT,

    /** The photo looks less like the indexed ones than a certain answer takes: another style, distance or light. */
    UNFAMILIAR_STYLE,

    /** Two kinds are nearly as probable, or none is probable enough. */
    AMBIGUOUS,

    /** The photo is of one colour all over and shows nothing. */
    BLANK,

    /** The photo has no colour, or one tint. */
    COLOURLESS,

    /** The photo is blurred, or very small. */
    BLURRED,

    /** The index has too few photos of this kind to be sure. */
    FEW_INDEXED_PHOTOS;

    static Reason of(Doubt doubt) {
        return switch (doubt) {
            case BLANK -> BLANK;
            case COLOURLESS -> COLOURLESS;
            case BLURRED -> BLURRED;
        };
    }
}
