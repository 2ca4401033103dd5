package dev.pomona.service.index;

import dev.pomona.model.index.IndexLayout;
import dev.pomona.model.index.IndexReader;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.store.ObjectSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rejects of a version, in the order of its table. One row group at a time is in memory. */
public final class RejectTable {

    private final IndexReader reader;

    public RejectTable(ObjectSource index) {
        this.reader = new IndexReader(index);
    }

    /**
     * Passes on the rejects of a version.
     *
     * @throws IOException if a file of the table is missing or cannot be copied to this machine
     */
    public void read(Manifest manifest, Consumer<Reject> action) throws IOException {
        for (Manifest.IndexFile file : manifest.files()) {
            if (file.path().startsWith(IndexLayout.REJECTS + "/")) {
                Path copy = Files.createTempFile("rejects", ".parquet");
                try {
                    reader.copy(manifest, file, copy);
                    ParquetTable.read(copy, group -> pass(group, action));
                } finally {
                    Files.deleteIfExists(copy);
                }
            }
        }
    }

    private static void pass(ParquetTable.RowGroup group, Consumer<Reject> action) {
        String[] photos = group.strings("photo");
        String[] reasons = group.strings("reason");
        @Nullable String[] details = group.nullableStrings("detail");
        for (int i = 0; i < photos.length; i++) {
            action.accept(new Reject(photos[i], reasons[i], details[i]));
        }
    }
}
