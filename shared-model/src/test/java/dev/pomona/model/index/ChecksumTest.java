package dev.pomona.model.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ChecksumTest {

    /** From FIPS 180-2, appendix B. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    @Test
    void isSha256InHexadecimal() {
        assertThat(Checksum.of(ABC)).isEqualTo(OF_ABC);
    }

    @Test
    void readsAStreamToItsEnd() throws IOException {
        assertThat(Checksum.of(new ByteArrayInputStream(ABC))).isEqualTo(OF_ABC);
        byte[] longer = new byte[100_000];
        assertThat(Checksum.of(new ByteArrayInputStream(longer))).isEqualTo(Checksum.of(longer));
    }
}
