package dev.pomona.indexer.cli;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.FailureMapper;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells the operator in one line why a run failed. The stack trace goes to the log: at level ERROR, which is shown, where
 * the fault is the program's own, else at DEBUG.
 */
public final class OneLineErrors implements IExecutionExceptionHandler {

    /** What a shell reports of a process that SIGTERM ended. */
    static final int TERMINATED = 143;

    private static final Logger log = LoggerFactory.getLogger(OneLineErrors.class);

    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
        if (ShutdownHookManager.get().isShutdownInProgress()) {
            return TERMINATED; // TerminationNotice has reported it
        }
        FailureMapper.MappedFailure failure = FailureMapper.map(error);
        command.getErr().println("pomona-indexer: " + failure.message());
        if (failure.failure() == Failure.INTERNAL) {
            log.error("the job failed", error);
        } else {
            log.debug("the job failed", error);
        }
        return failure.failure().exitCode();
    }
}
