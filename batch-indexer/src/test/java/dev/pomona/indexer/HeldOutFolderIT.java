package dev.pomona.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.indexer.job.IndexJob;
import dev.pomona.indexer.progress.ConsoleProgress;
import dev.pomona.model.index.Manifest;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that asks photos of a folder of their own; its index has a name that is also a glob. */
class HeldOutFolderIT {

    private static final int COPIES = 2;

    @TempDir
    private Path folder;

    @Test
    void asksThePhotosOfTheFolderButNoCopiesOfIndexedOnesAndIndexesNone() throws Exception {
        Path photos = folder.resolve("photos");
        Path held = folder.resolve("held");
        new PaintedPhotos(photos, 1).label("Plum", Color.MAGENTA, 6).label("Lime", Color.GREEN, 6);
        new PaintedPhotos(held, 2).label("Plum", Color.MAGENTA, 4).label("Lime", Color.GREEN, 3);
        for (int i = 0; i < COPIES; i++) {
            Files.copy(photos.resolve("Lime/photo-" + i + ".jpg"), held.resolve("Lime/copy-" + i + ".jpg"));
        }
        TestParameters parameters = new TestParameters(photos, folder.resolve("index {a,b} [1]%20*"))
                .heldOut(held)
                .withComponents(5)
                .withoutDiscriminant();

        Manifest first = run(parameters);
        Manifest second = run(parameters);

        assertThat(first.counts().photos()).isEqualTo(12);
        assertThat(first.evaluation().accuracy().queries()).isEqualTo(7);
        assertThat(first.evaluation().source()).isEqualTo(held.toString());
        assertThat(second.counts()).isEqualTo(first.counts());
        assertThat(second.evaluation()).isEqualTo(first.evaluation());
    }

    private static Manifest run(TestParameters parameters) throws Exception {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(terminal, true, StandardCharsets.UTF_8);
        Manifest manifest = new IndexJob(
                        LocalSpark.session(), parameters.build(), TestParameters.FOLDERS, new ConsoleProgress(out))
                .run();
        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .contains(COPIES + " photos are no queries: the same bytes are indexed");
        return manifest;
    }
}
