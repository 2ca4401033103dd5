package dev.pomona.indexer.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Tells the operator in one line that a run is terminated by a signal. Logging and the error stream are off from then on:
 * Spark stops its context under the threads that work with it, and each of them would log an error. Scala's thread pools
 * print theirs to the error stream.
 */
final class TerminationNotice {

    /** Before Spark's hook, which has 50 at most. */
    private static final int PRIORITY = 100;

    private final Runnable hook;

    TerminationNotice(PrintWriter err) {
        this.hook = () -> {
            Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
            err.println("pomona-indexer: terminated");
            err.flush();
            System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        };
        ShutdownHookManager.get().addShutdownHook(hook, PRIORITY);
    }

    /** Removes the notice. */
    void withdraw() {
        ShutdownHookManager hooks = ShutdownHookManager.get();
        if (!hooks.isShutdownInProgress()) {
            hooks.removeShutdownHook(hook);
        }
    }
}
