package dev.pomona.model.features;

import dev.pomona.model.index.Checksum;
import dev.pomona.model.index.IndexJson;
import dev.pomona.model.index.InvalidIndexException;
import dev.pomona.model.store.ClassPathSource;
import dev.pomona.model.store.InvalidLocationException;
import dev.pomona.model.store.ObjectSource;
import dev.pomona.model.store.StoreException;
import dev.pomona.model.store.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of a backbone where they lie: in a folder, in S3, or among the resources of a class path. */
public final class BackboneFiles {

    private static final String DESCRIPTOR = "backbone.json";
    private static final String VARIABLES = "variables/";
    private static final String RESOURCES = "classpath:";
    private static final String BUNDLED = "dev/pomona/model/features/backbone/";

    private final ObjectSource source;
    private final Backbone backbone;

    private BackboneFiles(ObjectSource source, Backbone backbone) {
        this.source = source;
        this.backbone = backbone;
    }

    /** Opens the backbone that comes with Pomona; see docs/model-card.md. */
    public static BackboneFiles bundled() throws IOException {
        return open(new ClassPathSource(BackboneFiles.class.getClassLoader(), BUNDLED, "bundled backbone"));
    }

    /**
     * Opens a backbone and reads its descriptor.
     *
     * @param location a folder, its {@code file:} URI, {@code s3://bucket/prefix}, or {@code classpath:folder} for resources of
     *     a jar
     * @throws InvalidBackboneException if there is none, or its descriptor cannot be used
     * @throws StoreException if the location cannot be reached
     */
    public static BackboneFiles at(String location, Stores stores) throws IOException {
        if (location.startsWith(RESOURCES)) {
            String folder = location.substring(RESOURCES.length()).replaceFirst("/*$", "/");
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return open(new ClassPathSource(loader, folder, "resources " + folder));
        }
        try {
            return open(stores.of(location));
        } catch (InvalidLocationException e) {
            throw new InvalidBackboneException(String.valueOf(e.getMessage()), e);
        }
    }

    private static BackboneFiles open(ObjectSource source) throws IOException {
        try {
            byte[] json = source.read(DESCRIPTOR).bytes();
            return new BackboneFiles(source, IndexJson.read(json, Backbone.class));
        } catch (StoreException.NotFound e) {
            throw new InvalidBackboneException(
                    "there is no backbone in the %s (no %s)".formatted(source.describe(), DESCRIPTOR), e);
        } catch (InvalidIndexException e) {
            throw InvalidBackboneException.because(e, "the %s of the %s".formatted(DESCRIPTOR, source.describe()));
        }
    }

    /** Returns what the descriptor says. */
    public Backbone backbone() {
        return backbone;
    }

    /** Returns how messages name the place. */
    public String describe() {
        return source.describe();
    }

    /**
     * Returns a folder of this machine with the files, all verified. Files that lie elsewhere are copied into the cache first,
     * once for each fingerprint.
     *
     * @throws InvalidBackboneException if a file is missing or has another checksum
     */
    public Path folder(CacheFolder cache) throws IOException {
        Optional<Path> descriptor = source.localFile(DESCRIPTOR);
        if (descriptor.isPresent()) {
            Path folder =
                    Objects.requireNonNull(descriptor.get().toAbsolutePath().getParent());
            requireListed(folder);
            verify(folder);
            return folder;
        }
        String name = "backbone-" + backbone.fingerprint().replace(':', '-');
        Path copy = cache.folder(name, this::copy);
        try {
            verify(copy);
        } catch (InvalidBackboneException e) {
            cache.discardIf(copy, this::isDamaged);
            copy = cache.folder(name, this::copy);
        }
        return copy;
    }

    private void copy(Path target) throws IOException {
        for (String file : backbone.files().keySet()) {
            Path path = target.resolve(file);
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            try (InputStream stream = source.open(file)) {
                Files.copy(stream, path);
            } catch (StoreException.NotFound e) {
                throw missing(file, e);
            }
        }
        verify(target);
    }

    private boolean isDamaged(Path folder) throws IOException {
        try {
            verify(folder);
            return false;
        } catch (InvalidBackboneException e) {
            return true;
        }
    }

    private void verify(Path folder) throws IOException {
        for (Map.Entry<String, String> file : backbone.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.isRegularFile(path)) {
                throw missing(file.getKey(), null);
            }
            try (InputStream stream = Files.newInputStream(path)) {
                if (!Checksum.of(stream).equals(file.getValue())) {
                    throw new InvalidBackboneException("'%s' in the %s has another SHA-256 than its %s says"
                            .formatted(file.getKey(), source.describe(), DESCRIPTOR));
                }
            }
        }
    }

    /** TensorFlow would read variables whatever the descriptor lists. */
    private void requireListed(Path folder) throws InvalidBackboneException {
        if (Files.exists(folder.resolve(VARIABLES))
                && backbone.files().keySet().stream().noneMatch(file -> file.startsWith(VARIABLES))) {
            throw new InvalidBackboneException(
                    "the %s has variables that its %s does not list".formatted(source.describe(), DESCRIPTOR));
        }
    }

    private InvalidBackboneException missing(String file, @Nullable Throwable cause) {
        return new InvalidBackboneException(
                "there is no '%s' in the %s, though its %s lists it".formatted(file, source.describe(), DESCRIPTOR),
                cause);
    }
}
