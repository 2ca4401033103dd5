package dev.pomona.indexer.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code activate}: makes a version current. */
@Command(
        name = "activate",
        description = "Makes a version of an index current, also one that the quality gate has refused.",
        mixinStandardHelpOptions = true)
public final class ActivateCommand implements Callable<Integer> {

    @Mixin
    private final IndexLocation location = new IndexLocation();

    @Parameters(paramLabel = "VERSION", description = "Name of the version, as 'versions' lists it.")
    private String version = "";

    @Override
    public Integer call() throws Exception {
        location.versions().activate(version);
        location.out().println("version %s is current".formatted(version));
        return 0;
    }
}
