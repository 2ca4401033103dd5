package dev.pomona.model.recognition;

/** What is wrong with the photos of a query, so that their answer is less certain than their neighbours say. */
public enum Doubt {

    /** They are of one colour all over and show nothing. */
    BLANK(Status.UNKNOWN, 0),

    /** They have no colour, or one tint. Their answers are right six times for ten that the calibration expects. */
    COLOURLESS(Status.UNCERTAIN, 0.6),

    /** They are blurred. Of 196 blurred shop photos 46 % were right by kind, at a mean confidence of 74 %. */
    BLURRED(Status.UNCERTAIN, 0.6);

    private final Status atBest;
    private final double share;

    Doubt(Status atBest, double share) {
        this.atBest = atBest;
        this.share = share;
    }

    /** The best status of an answer in this doubt. */
    Status atBest() {
        return atBest;
    }

    /** Share of the confidence that is left, 0 to 1. */
    double share() {
        return share;
    }
}
