package dev.pomona.indexer.cli;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.FailureMapper;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Tells the operator in one line why a run failed. The stack trace goes to the log: at level ERROR, which is shown, where
 * the fault is the program's own, else at DEBUG.
 */
public final class OneLineErrors implements IExecutionExceptionHandler, IExecutionStrategy {

    /** What a shell reports of a process that SIGTERM ended. */
    static final int TERMINATED = 143;

    private static final Logger log = LoggerFactory.getLogger(OneLineErrors.class);

    /** Reports all that a command throws in one line; picocli itself lets errors of the JVM pass. */
    public static CommandLine of(CommandLine command) {
        OneLineErrors errors = new OneLineErrors();
        return command.setExecutionStrategy(errors).setExecutionExceptionHandler(errors);
    }

    @Override
    public int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (Error e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), e.toString(), e);
        }
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
        if (ShutdownHookManager.get().isShutdownInProgress()) {
            return TERMINATED; // TerminationNotice has reported it
        }
        Throwable thrown = error instanceof ExecutionException && error.getCause() instanceof Error e ? e : error;
        FailureMapper.MappedFailure failure = FailureMapper.map(thrown);
        command.getErr().println("pomona-indexer: " + failure.message());
        if (failure.failure() == Failure.INTERNAL) {
            log.error("the job failed", thrown);
        } else {
            log.debug("the job failed", thrown);
        }
        return failure.failure().exitCode();
    }
}
