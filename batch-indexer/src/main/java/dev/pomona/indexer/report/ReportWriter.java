package dev.pomona.indexer.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Turns what a run found into the files of its report. */
public final class ReportWriter {

    /** The page a person reads; it needs no other file. */
    public static final String PAGE = "index.html";

    /** The whole {@link RunReport}, for programs. */
    public static final String METRICS = "metrics.json";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ReportPage page;

    public ReportWriter() {
        this(Plots.XCHART);
    }

    ReportWriter(Plots plots) {
        this.page = new ReportPage(plots);
    }

    /** The report's files: content by name, below the report's folder. A plot that cannot be drawn is left out. */
    public Map<String, byte[]> files(RunReport report) {
        return Map.of(
                PAGE, page.html(report).markup().getBytes(StandardCharsets.UTF_8),
                METRICS, metrics(report));
    }

    private static byte[] metrics(RunReport report) {
        try {
            return MAPPER.writeValueAsBytes(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
