package dev.pomona.indexer.photos;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.util.LongAccumulator;

/**
 * A folder of this machine. Hadoop's listing leaves out what it cannot look at: links to nothing, names that are no text
 * in the system's encoding, whole folders whose files it may not ask about. Here each of them is an entry. Files are
 * known by their URIs, which hold a name's bytes as they are, so that the system's encoding does not matter.
 */
final class LocalFolder {

    private static final String SCHEME = "file";

    /** What a decoder of UTF-8 puts in the place of bytes that are none. */
    private static final char REPLACEMENT = '\ufffd';

    private final Path folder;

    LocalFolder(URI uri) {
        this.folder = Path.of(uri);
    }

    /** Whether a URI names something on this machine. */
    static boolean holds(URI uri) {
        return SCHEME.equals(uri.getScheme());
    }

    /** A folder as an entry, from its path in text: {@code file:/photos}. */
    static ListedEntry root(String path) {
        return ListedEntry.folder(
                path, Path.of(path.substring(SCHEME.length() + 1)).toUri().toString());
    }

    /**
     * All that lies in the folder.
     *
     * @param hidden counts what is left out because it is {@linkplain ListedEntry#isHidden hidden}
     * @throws IOException if the folder cannot be listed
     */
    List<ListedEntry> entries(LongAccumulator hidden) throws IOException {
        List<ListedEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path path : stream) {
                if (ListedEntry.isHidden(path.getFileName().toString())) {
                    hidden.add(1);
                } else {
                    entries.add(entry(path));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    private static ListedEntry entry(Path path) {
        URI uri = path.toUri();
        String text = SCHEME + ":" + withoutSlash(uri.getPath());
        ListedEntry file = ListedEntry.file(text, uri.toString(), 0);
        // Also what may be a folder full of photos: no glob over the names of photos is to leave that out.
        ListedEntry folder = ListedEntry.folder(text, uri.toString());
        if (text.indexOf(REPLACEMENT) >= 0) {
            return folder.unusable(FileProblem.NAME_NOT_TEXT, "The name is not UTF-8.");
        }
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            if (found.isDirectory()) {
                return isLoop(path) ? folder.unusable(FileProblem.LINK_LOOP, "A link to a folder it lies in.") : folder;
            }
            return found.isRegularFile()
                    ? ListedEntry.file(text, uri.toString(), found.size())
                    : file.unusable(FileProblem.NOT_A_FILE, "Neither a file nor a folder.");
        } catch (NoSuchFileException e) {
            return file.unusable(
                    FileProblem.UNREADABLE, Files.isSymbolicLink(path) ? "A link that leads nowhere." : "Gone by now.");
        } catch (IOException e) {
            return folder.unusable(FileProblem.UNREADABLE, e.toString());
        }
    }

    /** Whether a folder is a link to one of those that were passed on the way to it, or to one around them. */
    private static boolean isLoop(Path folder) throws IOException {
        if (!Files.isSymbolicLink(folder)) {
            return false;
        }
        Path target = folder.toRealPath();
        for (Path passed = folder.getParent(); passed != null; passed = passed.getParent()) {
            if (passed.toRealPath().startsWith(target)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
