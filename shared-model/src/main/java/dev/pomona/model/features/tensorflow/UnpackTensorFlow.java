package dev.pomona.model.features.tensorflow;

import dev.pomona.model.features.CacheFolder;
import java.io.IOException;

/** Unpacks TensorFlow's libraries into the user's cache and prints their folder; run where container images are built. */
public final class UnpackTensorFlow {

    private UnpackTensorFlow() {}

    public static void main(String[] args) throws IOException {
        System.out.println(NativeLibraries.folder(CacheFolder.ofUser(), null));
    }
}
