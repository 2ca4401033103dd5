package dev.pomona.indexer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class OneLineErrorsTest {

    private final StringWriter errors = new StringWriter();
    private final StringWriter log = new StringWriter();

    @Command
    private record Failing(Throwable error) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            if (error instanceof Error fatal) {
                throw fatal;
            }
            throw (Exception) error;
        }
    }

    /** Runs a command that fails, with a log of all levels. */
    private int fail(Throwable error) {
        WriterAppender appender = WriterAppender.createAppender(
                PatternLayout.newBuilder().withPattern("%p %m%n%ex").build(), null, log, "test", false, false);
        appender.start();
        String logger = OneLineErrors.class.getName();
        Configurator.setLevel(logger, Level.DEBUG);
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        context.getLogger(logger).addAppender(appender);
        try {
            return OneLineErrors.of(new CommandLine(new Failing(error)))
                    .setErr(new PrintWriter(errors))
                    .execute();
        } finally {
            context.getLogger(logger).removeAppender(appender);
            Configurator.setLevel(logger, Level.WARN);
        }
    }

    @Test
    void anInternalErrorHasAnExitCodeOfItsOwnAndItsStackTraceInTheLog() {
        int code = fail(new IllegalStateException("job", new IllegalArgumentException("requirement failed")));

        assertThat(code).isEqualTo(70);
        assertThat(errors.toString())
                .isEqualToNormalizingNewlines("pomona-indexer: internal error: java.lang.IllegalStateException: job\n");
        assertThat(log.toString()).contains("ERROR the job failed", "IllegalArgumentException", "\tat ");
    }

    @Test
    void anErrorOfTheJvmIsAnInternalErrorToo() {
        int code = fail(new NoClassDefFoundError("some/Missing"));

        assertThat(code).isEqualTo(70);
        assertThat(errors.toString())
                .isEqualToNormalizingNewlines(
                        "pomona-indexer: internal error: java.lang.NoClassDefFoundError: some/Missing\n");
        assertThat(log.toString()).contains("ERROR the job failed", "\tat ");
    }

    @Test
    void theStackTraceOfAnExpectedFailureIsLoggedForDebugging() {
        int code = fail(new IndexingException(Failure.NO_PHOTOS, "there are no files"));

        assertThat(code).isEqualTo(Failure.NO_PHOTOS.exitCode());
        assertThat(errors.toString()).isEqualToNormalizingNewlines("pomona-indexer: there are no files\n");
        assertThat(log.toString()).contains("DEBUG the job failed", "\tat ");
    }
}
