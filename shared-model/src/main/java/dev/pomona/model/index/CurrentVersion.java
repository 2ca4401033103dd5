package dev.pomona.model.index;

import java.util.Objects;

/**
 * The content of {@value IndexLayout#CURRENT}.
 *
 * @param version the version readers take
 * @param manifest path of its manifest below the index root
 * @param sha256 SHA-256 of the manifest, 64 hexadecimal digits
 */
public record CurrentVersion(String version, String manifest, String sha256) {

    public CurrentVersion {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(manifest, "manifest");
        Objects.requireNonNull(sha256, "sha256");
    }
}
