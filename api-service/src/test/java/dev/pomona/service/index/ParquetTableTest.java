package dev.pomona.service.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.index.InvalidIndexException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetTableTest {

    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message spark_schema {
              optional binary name (STRING);
              required int32 number;
              optional group values (LIST) { repeated group list { optional float element; } }
            }""");

    @TempDir
    private Path folder;

    private record Row(String name, int number, float[] values) {}

    @Test
    void readsStringsIntegersAndArraysInTheirOrder() throws IOException {
        List<Row> read = read(write(
                1000,
                new Row("Äpfel 苹果", -7, new float[] {1.5f, -2.25f, 3}),
                new Row("", Integer.MAX_VALUE, new float[] {Float.MIN_VALUE})));
        assertThat(read).extracting(Row::name).containsExactly("Äpfel 苹果", "");
        assertThat(read).extracting(Row::number).containsExactly(-7, Integer.MAX_VALUE);
        assertThat(read.get(0).values()).containsExactly(1.5f, -2.25f, 3);
        assertThat(read.get(1).values()).containsExactly(Float.MIN_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1023, 1024, 1025, 2049, 5000})
    void readsArraysOfAnyLength(int length) throws IOException {
        float[] counting = counting(length);
        List<Row> read = read(write(1000, new Row("a", 0, counting), new Row("b", 1, new float[] {9})));
        assertThat(read.get(0).values()).containsExactly(counting);
        assertThat(read.get(1).values()).containsExactly(9);
    }

    @Test
    void handsOverEveryRowGroup() throws IOException {
        Row[] rows = new Row[25];
        Arrays.setAll(rows, i -> new Row("row " + i, i, counting(i + 1)));
        Path file = write(10, rows);
        List<Integer> groups = new ArrayList<>();
        ParquetTable.read(file, group -> groups.add(group.integers("number").length));
        assertThat(groups).containsExactly(10, 10, 5);
        List<Row> read = read(file);
        assertThat(read)
                .extracting(Row::name)
                .containsExactly(Arrays.stream(rows).map(Row::name).toArray(String[]::new));
        assertThat(read).allSatisfy(row -> assertThat(row.values()).containsExactly(counting(row.number() + 1)));
    }

    @Test
    void readsStringsOfWhichSomeAreNull() throws IOException {
        Path file = write(
                10, new Row("a", 0, new float[] {1}), new Row(null, 1, new float[] {1}), new Row("c", 2, new float[] {1
                }));
        List<String> names = new ArrayList<>();
        ParquetTable.read(file, group -> names.addAll(Arrays.asList(group.nullableStrings("name"))));
        assertThat(names).containsExactly("a", null, "c");
    }

    @Test
    void handsOverNothingOfAnEmptyTable() throws IOException {
        assertThat(read(write(10))).isEmpty();
    }

    @Test
    void namesAColumnThatIsNotThere() throws IOException {
        Path file = write(10, new Row("a", 1, new float[] {1}));
        assertThatThrownBy(() -> ParquetTable.read(file, group -> group.strings("label")))
                .isInstanceOf(InvalidIndexException.class)
                .hasMessageContaining("label");
    }

    @Test
    void refusesAColumnOfAnotherType() throws IOException {
        Path file = write(10, new Row("a", 1, new float[] {1}));
        assertThatThrownBy(() -> ParquetTable.read(file, group -> group.strings("number")))
                .isInstanceOf(InvalidIndexException.class);
    }

    @Test
    void refusesAnArrayWithoutNumbers() throws IOException {
        Path file = write(10, new Row("a", 1, new float[0]));
        assertThatThrownBy(() -> ParquetTable.read(file, group -> group.floatArrays("values")))
                .isInstanceOf(InvalidIndexException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 11, 100})
    void refusesAFileThatIsCutShort(int length) throws IOException {
        Path file = write(10, new Row("a", 1, new float[] {1}));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        assertThatThrownBy(() -> read(file)).isInstanceOf(InvalidIndexException.class);
    }

    @Test
    void refusesAFileWithDamagedPages() throws IOException {
        Path file = write(10, new Row("a", 1, counting(500)));
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0xFF);
        Files.write(file, bytes);
        assertThatThrownBy(() -> read(file)).isInstanceOf(InvalidIndexException.class);
    }

    private static float[] counting(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i;
        }
        return values;
    }

    private static List<Row> read(Path file) {
        List<Row> rows = new ArrayList<>();
        ParquetTable.read(file, group -> {
            String[] names = group.strings("name");
            int[] numbers = group.integers("number");
            float[][] values = group.floatArrays("values");
            for (int i = 0; i < names.length; i++) {
                rows.add(new Row(names[i], numbers[i], values[i]));
            }
        });
        return rows;
    }

    private Path write(int rowGroupRows, Row... rows) throws IOException {
        Path file = folder.resolve("table.parquet");
        try (ParquetWriter<Group> writer = SmallIndex.writer(file, SCHEMA, rowGroupRows)) {
            for (Row row : rows) {
                Group group = new SimpleGroup(SCHEMA);
                if (row.name() != null) {
                    group.append("name", row.name());
                }
                group.append("number", row.number());
                SmallIndex.append(group.addGroup("values"), row.values());
                writer.write(group);
            }
        }
        return file;
    }
}
