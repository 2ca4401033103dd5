package dev.pomona.service.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** The API keys of clients, as SHA-256 hashes. */
final class ApiKeys {

    private record HashedKey(String name, byte[] hash) {}

    private final List<HashedKey> keys;

    ApiKeys(List<SecurityProperties.ApiKey> keys) {
        this.keys = keys.stream()
                .map(key -> new HashedKey(key.name(), hash(key.key())))
                .toList();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Returns the owner of a key, in a time that does not depend on which key it is or how much of it is right. */
    Optional<String> ownerOf(String key) {
        byte[] hash = hash(key);
        Optional<String> owner = Optional.empty();
        for (HashedKey candidate : keys) {
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
