package dev.pomona.model.features;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Numbers the network calculates with. Features of both may be compared: see {@code docs/decisions}, number 8. */
public enum Precision {
    /** 24 significant bits. The same features on every machine, up to the order of sums. */
    FLOAT32,

    /**
     * 8 significant bits where that is enough, sums in float32. The features have a cosine of some 0.9995 with those of
     * {@link #FLOAT32}. They take a quarter less time on processors that have instructions for it, and much more on
     * others.
     */
    BFLOAT16;

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Set<String> INSTRUCTIONS = Set.of("avx512_bf16", "amx_bf16");

    /** The precision that this machine is fastest with; {@link #FLOAT32} where that cannot be told. */
    public static Precision fastest() {
        try (Stream<String> lines = Files.lines(PROCESSORS, StandardCharsets.ISO_8859_1)) {
            return fastest(lines);
        } catch (IOException e) {
            return FLOAT32;
        }
    }

    /** As in settings and names of folders. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same by the lines of Linux's list of processors. */
    static Precision fastest(Stream<String> lines) {
        boolean fast = lines.filter(line -> line.startsWith("flags"))
                .findFirst()
                .map(flags -> Arrays.stream(flags.split("\\s+")).anyMatch(INSTRUCTIONS::contains))
                .orElse(false);
        return fast ? BFLOAT16 : FLOAT32;
    }
}
