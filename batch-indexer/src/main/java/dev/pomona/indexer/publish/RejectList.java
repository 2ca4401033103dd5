package dev.pomona.indexer.publish;

import static org.apache.spark.sql.functions.col;

import dev.pomona.indexer.photos.PhotoRow;
import dev.pomona.model.store.ObjectStore;
import dev.pomona.model.store.StoreException;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The rejects of a run that stops for them, as a CSV file (RFC 4180) beside the versions: there is no version to hold them. */
public record RejectList(ObjectStore store, String version) {

    /** Bound of the driver's memory; the reasons have all counts. */
    private static final int MOST = 10_000;

    /**
     * Writes the list.
     *
     * @return where it lies
     */
    public String write(Dataset<PhotoRow> rejected) throws StoreException {
        StringBuilder csv = new StringBuilder("photo,reason,detail\r\n");
        for (Row row : rejected.select("photo", "reason", "detail")
                .orderBy(col("photo"))
                .limit(MOST)
                .collectAsList()) {
            csv.append(quoted(row.get(0)))
                    .append(',')
                    .append(quoted(row.get(1)))
                    .append(',')
                    .append(quoted(row.get(2)))
                    .append("\r\n");
        }
        String key = "rejects-%s.csv".formatted(version);
        store.put(key, csv.toString().getBytes(StandardCharsets.UTF_8));
        return store.uri(key);
    }

    private static String quoted(@Nullable Object field) {
        return '"' + String.valueOf(field).replace("\"", "\"\"") + '"';
    }
}
