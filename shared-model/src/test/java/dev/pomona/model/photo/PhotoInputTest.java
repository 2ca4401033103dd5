package dev.pomona.model.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PhotoInputTest {

    private final PhotoInput input =
            new PhotoInput(new byte[] {1, 2, 3, (byte) 0xFF}, new DecodeTimeLimit(Duration.ofMinutes(1)));

    @Test
    void readsByteByByteAndSeveralAtOnce() throws IOException {
        assertThat(input.length()).isEqualTo(4);
        assertThat(input.read()).isEqualTo(1);
        byte[] target = new byte[10];
        assertThat(input.read(target, 2, 8)).isEqualTo(3);
        assertThat(target).containsExactly(0, 0, 2, 3, -1, 0, 0, 0, 0, 0);
        assertThat(input.read()).isEqualTo(-1);
        assertThat(input.read(target, 0, 1)).isEqualTo(-1);
    }

    @Test
    void readsAgainFromWhereItIsPut() throws IOException {
        input.seek(3);
        assertThat(input.read()).isEqualTo(0xFF);
        input.seek(0);
        assertThat(input.readInt()).isEqualTo(0x010203FF);
    }

    @Test
    void aDecoderMayFetchAFewBytesTooManyButNotReadOn() throws IOException {
        input.seek(4);
        for (int i = 0; i < 100; i++) {
            assertThat(input.read()).isEqualTo(-1);
        }
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        input.read();
                    }
                })
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(EOFException.class);
    }
}
