package dev.pomona.service.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** An index in a folder. */
record FolderIndexSource(Path root) implements IndexSource {

    @Override
    public byte[] read(String path) throws IOException {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root.normalize())) {
            throw new IOException("the index names a file outside its folder: " + path);
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + path + " in " + describe(), e);
        }
    }

    @Override
    public String describe() {
        return "folder " + root;
    }
}
