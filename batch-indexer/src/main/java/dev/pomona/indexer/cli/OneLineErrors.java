package dev.pomona.indexer.cli;

import dev.pomona.indexer.UnusablePhotosException;
import dev.pomona.model.features.weights.InvalidWeightsException;
import java.io.IOException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells the operator in one line what went wrong; a stack trace goes to the log only where the fault may be ours. */
public final class OneLineErrors implements IExecutionExceptionHandler {

    /** What was given cannot be used. */
    static final int UNUSABLE = 3;

    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
        command.getErr().println("pomona-indexer: " + error.getMessage());
        boolean theirs = error instanceof UnusablePhotosException
                || error instanceof IllegalArgumentException
                || error instanceof InvalidWeightsException
                || error instanceof IOException;
        if (!theirs) {
            LoggerFactory.getLogger(OneLineErrors.class).error("the job failed", error);
        }
        return theirs ? UNUSABLE : CommandLine.ExitCode.SOFTWARE;
    }
}
