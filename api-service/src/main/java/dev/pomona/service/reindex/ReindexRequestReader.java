package dev.pomona.service.reindex;

import dev.pomona.service.web.Problem;
import dev.pomona.service.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads and checks requests for runs; every mistake is told by the name of its field. */
@Component
class ReindexRequestReader {

    private static final int LONGEST_BODY = 65_536;
    private static final int LONGEST_NOTE = 500;
    private static final int MOST_SOURCES = 50;

    private final JsonMapper json;
    private final ReindexProperties properties;
    private final AllowedSources sources;

    ReindexRequestReader(JsonMapper json, ReindexProperties properties) {
        this.json = json.rebuild()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        this.properties = properties;
        this.sources = new AllowedSources(properties.allowed());
    }

    /** Returns what is to be indexed, with what is configured filled in. An empty body asks for what is configured. */
    ReindexRequest read(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (bytes.length > LONGEST_BODY) {
            throw new ProblemException(Problem.TOO_LARGE, "A request has at most %d bytes.".formatted(LONGEST_BODY));
        }
        ReindexRequest complete = parse(bytes).orElse(properties);
        requireSources("photos", complete.photos());
        requireSources("heldOut", complete.heldOut());
        requireSources("negatives", complete.negatives());
        if (complete.photos() == null || complete.photos().isEmpty()) {
            throw invalid("photos", "names nothing, and pomona.reindex.photos neither");
        }
        if (complete.allow() != null && complete.allow().stream().anyMatch(Objects::isNull)) {
            throw invalid("allow", "has an empty code");
        }
        if (complete.note() != null && complete.note().length() > LONGEST_NOTE) {
            throw invalid("note", "has at most %d characters".formatted(LONGEST_NOTE));
        }
        if (complete.parameters() != null) {
            complete.parameters().requireValid();
            requireTable(complete.parameters().labelFrom());
        }
        return complete;
    }

    private ReindexRequest parse(byte[] bytes) {
        if (bytes.length == 0) {
            return ReindexRequest.EMPTY;
        }
        try {
            @Nullable ReindexRequest parsed = json.readValue(bytes, ReindexRequest.class);
            return parsed == null ? ReindexRequest.EMPTY : parsed;
        } catch (StreamReadException e) {
            throw new ProblemException(Problem.INVALID_REQUEST, "The body is not JSON.");
        } catch (JacksonException e) {
            String field = e.getPath().stream()
                    .map(JacksonException.Reference::getPropertyName)
                    .filter(name -> name != null)
                    .collect(Collectors.joining("."));
            throw invalid(field.isEmpty() ? "body" : field, "is unknown, or its value has another type");
        }
    }

    private void requireSources(String field, @Nullable List<String> locations) {
        if (locations == null) {
            return;
        }
        if (locations.size() > MOST_SOURCES) {
            throw invalid(field, "has at most %d locations".formatted(MOST_SOURCES));
        }
        for (@Nullable String location : locations) {
            if (location == null || location.isBlank()) {
                throw invalid(field, "has an empty location");
            }
            sources.require(field, location);
        }
    }

    /** The indexer would read any file that it can. */
    private void requireTable(@Nullable String labelFrom) {
        if (labelFrom != null
                && labelFrom.startsWith(ReindexParameters.TABLE)
                && !labelFrom.equals(properties.parameters().labelFrom())) {
            sources.require("parameters.labelFrom", labelFrom.substring(ReindexParameters.TABLE.length()));
        }
    }

    private static ProblemException invalid(String field, String what) {
        return new ProblemException(Problem.INVALID_FIELD, "%s %s.".formatted(field, what), Map.of("field", field));
    }
}
