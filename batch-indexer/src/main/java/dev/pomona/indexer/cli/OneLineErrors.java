package dev.pomona.indexer.cli;

import dev.pomona.indexer.failure.FailureMapper;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells the operator in one line what went wrong; a stack trace goes to the log only where the fault may be ours. */
public final class OneLineErrors implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
        Optional<FailureMapper.Found> found = FailureMapper.exception(error);
        if (found.isPresent()) {
            command.getErr().println("pomona-indexer: " + found.get().message());
            return found.get().failure().exitCode();
        }
        command.getErr().println("pomona-indexer: " + error.getMessage());
        LoggerFactory.getLogger(OneLineErrors.class).error("the job failed", error);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
