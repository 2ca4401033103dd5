package dev.pomona.model.features.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** NumPy files for tests. */
public final class NpzFiles {

    private NpzFiles() {}

    /** The arrays of the bundled weights, to be changed. */
    public static Map<String, WeightArray> bundledArrays() throws IOException {
        try (InputStream stream =
                NpzFiles.class.getResourceAsStream("/dev/pomona/model/features/pomona_mobilenet_v2_1.0_224_v3.npz")) {
            return NpzReader.read(stream);
        }
    }

    /** Writes entries of an {@code .npz}; the names go without {@code .npy}. */
    static Path write(Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey() + ".npy"));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    /** One {@code .npy}: the header as NumPy writes it, then these numbers. */
    static byte[] npy(int version, String descr, boolean fortranOrder, String shape, float... values) {
        String header = "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n"
                .formatted(descr, fortranOrder ? "True" : "False", shape);
        ByteBuffer bytes = ByteBuffer.allocate(12 + header.length() + values.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.ISO_8859_1));
        bytes.put((byte) version).put((byte) 0);
        if (version == 1) {
            bytes.putShort((short) header.length());
        } else {
            bytes.putInt(header.length());
        }
        bytes.put(header.getBytes(StandardCharsets.ISO_8859_1));
        for (float value : values) {
            bytes.putFloat(value);
        }
        byte[] npy = new byte[bytes.position()];
        bytes.rewind().get(npy);
        return npy;
    }
}
