package dev.pomona.model.features.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the arrays of a NumPy {@code .npz} file (format: NEP 1); little-endian float32, C order. */
final class NpzReader {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int VERSION_1_PREFIX = MAGIC.length + 2 + Short.BYTES;
    private static final int VERSION_2_PREFIX = MAGIC.length + 2 + Integer.BYTES;
    private static final Pattern HEADER =
            Pattern.compile("'descr': *'<f4'.*'fortran_order': *False.*'shape': *\\(([0-9, ]*)\\)");
    private static final String SUFFIX = ".npy";

    private NpzReader() {}

    static Map<String, WeightArray> read(InputStream stream) throws IOException {
        Map<String, WeightArray> arrays = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(stream)) {
            @Nullable ZipEntry entry;
            while ((entry = zip.getNextEntry()) != null) {
                String name = entry.getName();
                if (name.endsWith(SUFFIX)) {
                    arrays.put(name.substring(0, name.length() - SUFFIX.length()), readNpy(name, zip.readAllBytes()));
                }
            }
        }
        return arrays;
    }

    private static WeightArray readNpy(String name, byte[] bytes) {
        if (bytes.length < VERSION_2_PREFIX || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            throw new InvalidWeightsException("'" + name + "' is not a NumPy array");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean version1 = bytes[MAGIC.length] == 1;
        int prefix = version1 ? VERSION_1_PREFIX : VERSION_2_PREFIX;
        int length =
                version1 ? Short.toUnsignedInt(buffer.getShort(MAGIC.length + 2)) : buffer.getInt(MAGIC.length + 2);
        if (length < 0 || length > bytes.length - prefix) {
            throw new InvalidWeightsException("the header of '" + name + "' is longer than the file");
        }
        String header = new String(bytes, prefix, length, StandardCharsets.ISO_8859_1);
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.find()) {
            throw new InvalidWeightsException("'" + name + "' is not a float32 array in C order: " + header.strip());
        }
        float[] values = new float[(bytes.length - prefix - length) / Float.BYTES];
        buffer.position(prefix + length);
        buffer.asFloatBuffer().get(values);
        try {
            return new WeightArray(shape(matcher.group(1)), values);
        } catch (ArithmeticException | NumberFormatException | InvalidWeightsException e) {
            throw new InvalidWeightsException(
                    "'%s' says (%s) and has %d numbers".formatted(name, matcher.group(1), values.length), e);
        }
    }

    private static int[] shape(String sides) {
        return Arrays.stream(sides.split(","))
                .map(String::strip)
                .filter(side -> !side.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
