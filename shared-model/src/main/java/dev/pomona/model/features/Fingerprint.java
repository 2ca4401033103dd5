package dev.pomona.model.features;

import dev.pomona.model.features.weights.Weights;
import dev.pomona.model.index.Checksum;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Names what decides about features: the weights and the way from bytes to the network's input. */
public final class Fingerprint {

    /** To be raised with any change that alters the network's input for the same photo. */
    static final String PREPROCESSING = "mobilenet_v2_1.0_224/views-1";

    private Fingerprint() {}

    /** {@code sha256:} and 64 hexadecimal digits. */
    public static String of(Weights weights) {
        MessageDigest digest = Checksum.sha256();
        digest.update(PREPROCESSING.getBytes(StandardCharsets.UTF_8));
        weights.digest(digest);
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }
}
