package dev.pomona.service.index;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The index that comes with the service, inside its jar. */
record BundledIndexSource() implements IndexSource {

    private static final String ROOT = "/bundled-index/";

    @Override
    public byte[] read(String path) throws IOException {
        try (@Nullable InputStream stream = BundledIndexSource.class.getResourceAsStream(ROOT + path)) {
            if (stream == null) {
                throw new IOException("there is no file " + path + " in the " + describe());
            }
            return stream.readAllBytes();
        }
    }

    @Override
    public String describe() {
        return "bundled index";
    }
}
