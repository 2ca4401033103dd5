package dev.pomona.indexer.evaluate;

/**
 * How many held-out photos were asked, and of how many.
 *
 * @param fruit photos of indexed labels that were asked
 * @param ofFruit how many there were
 * @param otherLabels photos of labels that are not indexed; none of them is asked, for no answer would be right
 * @param negatives photos of other things that were asked
 * @param ofNegatives how many there were
 */
public record Asked(long fruit, long ofFruit, long otherLabels, long negatives, long ofNegatives) {

    /** Where nothing was held out. */
    public static final Asked NONE = new Asked(0, 0, 0, 0, 0);

    /** Whether some were left out because there were too many. */
    public boolean sampled() {
        return fruit < ofFruit || negatives < ofNegatives;
    }

    Asked sampled(long fruitAsked, long negativesAsked) {
        return new Asked(fruitAsked, ofFruit, otherLabels, negativesAsked, ofNegatives);
    }
}
