package dev.pomona.service.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** The keys of clients, kept as hashes. */
final class ApiKeys {

    private record Known(String name, byte[] hash) {}

    private final List<Known> known;

    ApiKeys(List<SecurityProperties.ApiKey> keys) {
        this.known =
                keys.stream().map(key -> new Known(key.name(), hash(key.key()))).toList();
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    /** Whose key this is. How long it takes does not depend on how much of a key is right, nor on which one it is. */
    Optional<String> ownerOf(String key) {
        byte[] hash = hash(key);
        Optional<String> owner = Optional.empty();
        for (Known candidate : known) {
            if (MessageDigest.isEqual(candidate.hash(), hash)) {
                owner = Optional.of(candidate.name());
            }
        }
        return owner;
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
