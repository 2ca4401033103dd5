package dev.pomona.model.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrecisionTest {

    @Test
    void aProcessorWithInstructionsForShortNumbersUsesThem() {
        assertThat(fastestWith("fpu avx512f avx512_bf16 clzero")).isEqualTo(Precision.BFLOAT16);
        assertThat(fastestWith("fpu avx512f amx_tile amx_bf16")).isEqualTo(Precision.BFLOAT16);
    }

    @Test
    void othersDoNot() {
        assertThat(fastestWith("fpu avx2 avx512f avx512_bf16x")).isEqualTo(Precision.FLOAT32);
        assertThat(Precision.fastest(Stream.of("Features\t: fp asimd bf16"))).isEqualTo(Precision.FLOAT32);
        assertThat(Precision.fastest(Stream.empty())).isEqualTo(Precision.FLOAT32);
    }

    private static Precision fastestWith(String flags) {
        return Precision.fastest(Stream.of("processor\t: 0", "model name\t: avx512_bf16", "flags\t\t: " + flags, ""));
    }
}
