package dev.pomona.indexer.photos;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of files and folders that are left out at any depth: what tools leave beside photos. The list is {@code
 * default-excludes.txt}, whose head says what a line is.
 */
public final class DefaultExcludes implements Serializable {

    /** Leaves nothing out. */
    public static final DefaultExcludes NONE = new DefaultExcludes(List.of());

    private static final long serialVersionUID = 1L;
    private static final String FILE = "default-excludes.txt";
    private static final String COMMENT = "# ";

    private final List<Pattern> names;

    private DefaultExcludes(List<String> lines) {
        this.names = lines.stream().map(DefaultExcludes::pattern).toList();
    }

    /** Returns the list of the indexer. */
    public static DefaultExcludes bundled() {
        try (InputStream file = Objects.requireNonNull(DefaultExcludes.class.getResourceAsStream(FILE), FILE)) {
            return new DefaultExcludes(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith(COMMENT))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether files and folders of this name are left out. */
    boolean leavesOut(String name) {
        return names.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static Pattern pattern(String line) {
        return Pattern.compile(
                Arrays.stream(line.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }
}
