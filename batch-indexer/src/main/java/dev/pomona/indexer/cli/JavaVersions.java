package dev.pomona.indexer.cli;

import java.util.Optional;

/** Java versions that the indexer runs on. Hadoop 3.4 calls {@code Subject.getSubject}, which Java 23 and later refuse. */
public final class JavaVersions {

    private static final int OLDEST = 17;
    private static final int NEWEST = 22;

    private JavaVersions() {}

    /**
     * Returns what to tell an operator whose Java the indexer does not run on.
     *
     * @param feature the version, 17 for instance
     * @return one line; empty where it runs
     */
    public static Optional<String> problem(int feature) {
        return feature >= OLDEST && feature <= NEWEST
                ? Optional.empty()
                : Optional.of(
                        ("the indexer needs Java %d to %d, best Java 17 or 21, and this is Java %d: Spark's Hadoop does"
                                        + " not run on it; set JAVA_HOME to another JDK")
                                .formatted(OLDEST, NEWEST, feature));
    }
}
