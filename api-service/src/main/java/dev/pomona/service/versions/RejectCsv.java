package dev.pomona.service.versions;

import dev.pomona.service.index.Reject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rejects as a CSV file (RFC 4180) with a head. */
record RejectCsv(OutputStream out) {

    /** Passes on rejects. */
    interface Source {
        void pass(Consumer<Reject> action) throws IOException;
    }

    void write(Source rejects) throws IOException {
        PrintWriter csv = new PrintWriter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        csv.print("photo,reason,detail\r\n");
        rejects.pass(reject -> csv.print(
                "%s,%s,%s\r\n".formatted(quoted(reject.photo()), quoted(reject.reason()), quoted(reject.detail()))));
        csv.flush();
    }

    private static String quoted(@Nullable String field) {
        return '"' + (field == null ? "" : field.replace("\"", "\"\"")) + '"';
    }
}
