package dev.pomona.indexer.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Writes a report as files: the page from the template {@code report.mustache}, and its figures as JSON. */
public final class ReportWriter {

    /** The page for the operator; it loads no other file. */
    public static final String PAGE = "index.html";

    /** The whole {@link RunReport}, for programs. */
    public static final String METRICS = "metrics.json";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Escapes every value; a name that the view model does not have is an error. */
    private static final Template TEMPLATE =
            Mustache.compiler().strictSections(true).compile(resource("report.mustache"));

    private static final String CSS = resource("report.css");

    private final Plots plots;

    public ReportWriter() {
        this(Plots.XCHART);
    }

    ReportWriter(Plots plots) {
        this.plots = plots;
    }

    /** Returns the report's files: content by name, below the report's folder. */
    public Map<String, byte[]> files(RunReport report) {
        return Map.of(
                PAGE, TEMPLATE.execute(ReportView.of(report, plots, CSS)).getBytes(StandardCharsets.UTF_8),
                METRICS, metrics(report));
    }

    private static byte[] metrics(RunReport report) {
        try {
            return MAPPER.writeValueAsBytes(report);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream =
                Objects.requireNonNull(ReportWriter.class.getResourceAsStream(name), name + " is missing")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
