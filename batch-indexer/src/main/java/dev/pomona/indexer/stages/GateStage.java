package dev.pomona.indexer.stages;

import dev.pomona.indexer.evaluate.EvaluationResult;
import dev.pomona.indexer.evaluate.PairedComparison;
import dev.pomona.indexer.evaluate.VersionComparison;
import dev.pomona.indexer.failure.Failure;
import dev.pomona.indexer.failure.IndexingException;
import dev.pomona.indexer.gate.QualityGate;
import dev.pomona.indexer.parameters.IndexParameters;
import dev.pomona.indexer.progress.Progress;
import dev.pomona.indexer.publish.PublishedIndex;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.index.Violation;
import java.util.List;

/** Compares a version with the current one on the same queries, and checks it against the quality gate. */
public record GateStage(
        IndexParameters parameters, Progress progress, PublishedIndex published, PublishedIndex.Current current) {

    /**
     * What the gate found.
     *
     * @param comparison of the version with the current one
     * @param violations checks that the version fails, also those that are allowed
     */
    public record Verdict(PairedComparison comparison, List<Violation> violations) {}

    /**
     * Stops before any work where the current version cannot be read and that is not allowed.
     *
     * @throws IndexingException {@link Failure#WORSE}
     */
    public void requireComparable() {
        QualityGate.requirePasses("the current version is kept", unreadable(), "");
    }

    /**
     * Runs the stage.
     *
     * @param draft manifest of the version without its files
     */
    public Verdict run(Manifest draft, Split split, EvaluationResult evaluated) throws Exception {
        PairedComparison comparison = progress.stage(
                "compare",
                () -> current.manifest()
                        .map(manifest -> new VersionComparison(manifest, name -> published.find(manifest, name))
                                .compare(
                                        evaluated.outcomes(),
                                        split.queries(),
                                        parameters.heldOut().views(),
                                        draft.fingerprint()))
                        .orElse(PairedComparison.NONE));
        List<Violation> violations = current.manifest()
                .map(manifest -> gate().check(draft, manifest, comparison))
                .orElseGet(this::unreadable);
        for (Violation violation : violations) {
            progress.say((violation.allowed() ? "allowed: " : "violation: ") + violation);
        }
        return new Verdict(comparison, violations);
    }

    private List<Violation> unreadable() {
        return current.problem().map(gate()::unreadable).stream().toList();
    }

    private QualityGate gate() {
        return QualityGate.of(parameters.publishing());
    }
}
