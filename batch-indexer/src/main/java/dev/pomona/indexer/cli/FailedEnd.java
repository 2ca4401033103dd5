package dev.pomona.indexer.cli;

import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkUserAppException;
import org.jspecify.annotations.Nullable;

/**
 * The end of a program that failed, in the form in which its launcher sees the exit code. In YARN's cluster mode the program
 * runs inside Spark's application master, which reports whatever calls {@code System.exit} as ended early, without its code; it
 * takes the code from an exception. Everywhere else the process ends with the code.
 */
public final class FailedEnd {

    private final UnaryOperator<@Nullable String> properties;
    private final IntConsumer exit;

    public FailedEnd() {
        this(System::getProperty, System::exit);
    }

    /**
     * @param properties returns a property of the system, null if it is absent
     * @param exit ends the process
     */
    FailedEnd(UnaryOperator<@Nullable String> properties, IntConsumer exit) {
        this.properties = properties;
        this.exit = exit;
    }

    /**
     * Ends the program.
     *
     * @throws SparkUserAppException in YARN's cluster mode
     */
    public void with(int exitCode) throws SparkUserAppException {
        if ("yarn".equals(properties.apply("spark.master"))
                && "cluster".equals(properties.apply("spark.submit.deployMode"))) {
            throw new SparkUserAppException(exitCode);
        }
        exit.accept(exitCode);
    }
}
