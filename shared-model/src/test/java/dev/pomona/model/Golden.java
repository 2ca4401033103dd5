package dev.pomona.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The tables that src/test/golden/golden.py wrote with an independent implementation. */
public final class Golden {

    private Golden() {}

    /** A table's rows of numbers by {@code PICTURE/VIEW}, both in capitals. */
    public static Map<String, float[]> table(String name) {
        Map<String, float[]> rows = new LinkedHashMap<>();
        try (InputStream stream = Golden.class.getResourceAsStream("/golden/" + name)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().skip(1).map(line -> line.split(",")).forEach(cells -> {
                float[] numbers = new float[cells.length - 2];
                Arrays.setAll(new Object[numbers.length], i -> numbers[i] = Float.parseFloat(cells[i + 2]));
                rows.put((cells[0] + "/" + cells[1]).toUpperCase(Locale.ROOT), numbers);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
