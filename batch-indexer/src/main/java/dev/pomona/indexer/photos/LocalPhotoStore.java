package dev.pomona.indexer.photos;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Photos in folders of this machine. Hadoop's listing omits what it cannot look at: dangling links, names that are not
 * text in the system's encoding, whole folders without permission. Here each of them is an entry. Files are named by their
 * URIs, which hold a name's bytes as they are, so that the system's encoding does not matter.
 */
final class LocalPhotoStore implements PhotoStore {

    private static final String PREFIX = "file:";

    /** What a decoder of UTF-8 puts in the place of bytes that are none. */
    private static final char REPLACEMENT = '\ufffd';

    /** Errors of the operating system that are about one file and do not pass; anything else may. */
    private static final List<String> LASTING = List.of(
            "Too many levels of symbolic links",
            "File name too long",
            "Invalid argument",
            "Is a directory",
            "Operation not permitted",
            "Permission denied");

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public boolean isFlat() {
        return false;
    }

    @Override
    public String realPath(String path) throws IOException {
        return PREFIX + realPath(Path.of(path.substring(PREFIX.length())));
    }

    /** Follows the links in as much of a path as exists. */
    private static Path realPath(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent == null || Files.exists(path)) {
            return path.toRealPath();
        }
        return realPath(parent).resolve(path.getFileName());
    }

    @Override
    public URI uri(String path) {
        return Path.of(path.substring(PREFIX.length())).toUri();
    }

    @Override
    public Iterator<ListedEntry> list(ListedEntry folder, LeftOut leftOut) throws IOException {
        List<ListedEntry> entries = new ArrayList<>();
        long left = 0;
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of(URI.create(folder.uri())))) {
            for (Path path : stream) {
                if (leftOut.has(path.getFileName().toString())) {
                    left += files(path);
                } else {
                    entries.add(entry(folder, path));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw classified(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw classified(e);
        }
        leftOut.add(left);
        return entries.iterator();
    }

    /** Counts the files of a folder that is left out; what cannot be looked at does not count. */
    private static long files(Path path) throws IOException {
        long[] files = {0};
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files[0]++;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return files[0];
    }

    private static ListedEntry entry(ListedEntry in, Path path) throws IOException {
        URI uri = path.toUri();
        String text = PREFIX + withoutSlash(uri.getPath());
        ListedEntry file = in.file(text, uri.toString(), 0);
        // Also what may be a folder full of photos: no glob over the names of photos may exclude that.
        ListedEntry folder = in.folder(text, uri.toString());
        if (text.indexOf(REPLACEMENT) >= 0) {
            return folder.unusable(FileProblem.NAME_NOT_TEXT, "The name is not UTF-8.");
        }
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            if (found.isDirectory()) {
                return isLoop(path) ? folder.unusable(FileProblem.LINK_LOOP, "A link to a folder it lies in.") : folder;
            }
            return found.isRegularFile()
                    ? in.file(text, uri.toString(), found.size())
                    : file.unusable(FileProblem.NOT_A_FILE, "Neither a file nor a folder.");
        } catch (NoSuchFileException e) {
            return file.unusable(
                    FileProblem.UNREADABLE,
                    Files.isSymbolicLink(path) ? "A link that leads nowhere." : "Removed since it was listed.");
        } catch (IOException e) {
            if (isLasting(e)) {
                return folder.unusable(FileProblem.UNREADABLE, e.toString());
            }
            throw e;
        }
    }

    /** Returns whether a folder is a link to one of those that were passed on the way to it, or to one around them. */
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

    /** Reads without Hadoop, which takes five times as long for a small file, part of it to look for a checksum beside it. */
    @Override
    public byte[] read(URI photo, long length) throws IOException {
        Path file = Path.of(photo);
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new FileProblemException(FileProblem.NOT_A_FILE, "It is no longer a file.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw classified(e);
        }
    }

    private static IOException classified(IOException e) {
        return isLasting(e) && !(e instanceof FileProblemException)
                ? new FileProblemException(FileProblem.UNREADABLE, e.toString())
                : e;
    }

    static boolean isLasting(IOException e) {
        return e instanceof NoSuchFileException
                || e instanceof AccessDeniedException
                || e instanceof NotDirectoryException
                || e instanceof FileSystemLoopException
                || LASTING.stream().anyMatch(reasonOf(e)::contains);
    }

    private static String reasonOf(IOException e) {
        return String.valueOf(e instanceof FileSystemException named ? named.getReason() : e.getMessage());
    }
}
