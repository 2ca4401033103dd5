package dev.pomona.indexer.photos;

import java.text.Normalizer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A glob as of {@link java.nio.file.FileSystem#getPathMatcher}, over names and not over paths of this machine: those lack
 * the letters that the system's locale lacks. How accents are encoded does not matter.
 */
final class Glob {

    private static final String META = "\\^$.|?*+()[]{}&-";

    /** What Java makes of each byte of an argument that is not in the system's encoding. */
    private static final char UNKNOWN = '\ufffd';

    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;
    private boolean inGroup;

    private Glob(String glob) {
        this.glob = glob;
    }

    /**
     * Compiles a glob.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Pattern compile(String glob) {
        try {
            return new Glob(normal(glob)).pattern();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("'%s' is no glob: %s".formatted(glob, e.getDescription()), e);
        }
    }

    /** Returns a name as a pattern takes it. */
    static String normal(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private Pattern pattern() {
        if (glob.indexOf(UNKNOWN) >= 0) {
            throw problem("the system's locale lacks letters of it; LC_ALL=C.UTF-8 has all");
        }
        while (at < glob.length()) {
            add(glob.charAt(at++));
        }
        if (inGroup) {
            throw problem("a '}' is missing");
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private void add(char next) {
        switch (next) {
            case '\\' -> addLiteral(escaped());
            case '[' -> addClass();
            case '{' -> openGroup();
            case '}' -> closeGroup();
            case ',' -> regex.append(inGroup ? "|" : ",");
            case '*' -> regex.append(take('*') ? ".*" : "[^/]*");
            case '?' -> regex.append("[^/]");
            default -> addLiteral(next);
        }
    }

    private void addLiteral(char literal) {
        if (META.indexOf(literal) >= 0) {
            regex.append('\\');
        }
        regex.append(literal);
    }

    private char escaped() {
        if (at == glob.length()) {
            throw problem("nothing follows the last '\\'");
        }
        return glob.charAt(at++);
    }

    private void openGroup() {
        if (inGroup) {
            throw problem("groups lie in each other");
        }
        inGroup = true;
        regex.append("(?:");
    }

    private void closeGroup() {
        regex.append(inGroup ? ")" : "\\}");
        inGroup = false;
    }

    /** Adds a bracket expression, in which no sign but {@code !} at its begin and {@code -} between others is special. */
    private void addClass() {
        regex.append("[[^/]&&[").append(take('!') ? "^" : "");
        int begin = at;
        for (char next = inClass(); next != ']'; next = inClass()) {
            boolean range = next == '-' && at - 1 > begin && at < glob.length() && glob.charAt(at) != ']';
            if (range) {
                regex.append('-');
            } else {
                addLiteral(next);
            }
        }
        if (at - 1 == begin) {
            throw problem("a '[]' is empty");
        }
        regex.append("]]");
    }

    private char inClass() {
        if (at == glob.length()) {
            throw problem("a ']' is missing");
        }
        char next = glob.charAt(at++);
        if (next == '/') {
            throw problem("a '/' lies between '[' and ']'");
        }
        return next;
    }

    private boolean take(char wanted) {
        boolean taken = at < glob.length() && glob.charAt(at) == wanted;
        at += taken ? 1 : 0;
        return taken;
    }

    private PatternSyntaxException problem(String description) {
        return new PatternSyntaxException(description, glob, at);
    }
}
