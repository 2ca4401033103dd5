package dev.pomona.service.index;

import dev.pomona.model.index.InvalidIndexException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Reads columns of a local Parquet file written by Spark: strings, integers, bytes, and arrays of floats, without nulls. Reads column
 * by column, one row group after the other, as assembling a record for each row takes several times as long.
 */
final class ParquetTable {

    private ParquetTable() {}

    /** The columns of one row group; each can be read once. */
    static final class RowGroup {

        private final PageReadStore pages;
        private final ColumnReadStoreImpl columns;
        private final MessageType schema;

        private RowGroup(PageReadStore pages, FileMetaData file) {
            this.pages = pages;
            this.schema = file.getSchema();
            this.columns = new ColumnReadStoreImpl(
                    pages, new GroupRecordConverter(schema).getRootConverter(), schema, file.getCreatedBy());
        }

        String[] strings(String column) {
            ColumnReader reader = reader(column);
            String[] values = new String[rows()];
            for (int row = 0; row < values.length; row++) {
                values[row] = reader.getBinary().toStringUsingUTF8();
                reader.consume();
            }
            return values;
        }

        /** As {@link #strings}, with null where there is none. */
        @Nullable
        String[] nullableStrings(String column) {
            ColumnReader reader = reader(column);
            @Nullable String[] values = new @Nullable String[rows()];
            for (int row = 0; row < values.length; row++) {
                boolean there = reader.getCurrentDefinitionLevel()
                        == reader.getDescriptor().getMaxDefinitionLevel();
                values[row] = there ? reader.getBinary().toStringUsingUTF8() : null;
                reader.consume();
            }
            return values;
        }

        int[] integers(String column) {
            ColumnReader reader = reader(column);
            int[] values = new int[rows()];
            for (int row = 0; row < values.length; row++) {
                values[row] = reader.getInteger();
                reader.consume();
            }
            return values;
        }

        byte[][] bytes(String column) {
            ColumnReader reader = reader(column);
            byte[][] values = new byte[rows()][];
            for (int row = 0; row < values.length; row++) {
                values[row] = reader.getBinary().getBytes();
                reader.consume();
            }
            return values;
        }

        /** One array a row. */
        float[][] floatArrays(String column) {
            ColumnReader reader = reader(column);
            float[][] rows = new float[rows()][];
            float[] buffer = new float[1024];
            for (int row = 0; row < rows.length; row++) {
                int size = 0;
                do {
                    if (size == buffer.length) {
                        buffer = Arrays.copyOf(buffer, 2 * size);
                    }
                    buffer[size++] = reader.getFloat();
                    reader.consume();
                    // A repetition level above 0 says that the value continues the array before it.
                } while (reader.getCurrentRepetitionLevel() > 0);
                rows[row] = Arrays.copyOf(buffer, size);
            }
            return rows;
        }

        private int rows() {
            return Math.toIntExact(pages.getRowCount());
        }

        private ColumnReader reader(String name) {
            for (ColumnDescriptor column : schema.getColumns()) {
                if (column.getPath()[0].equals(name)) {
                    return columns.getColumnReader(column);
                }
            }
            throw new InvalidIndexException("a table of the index has no column '" + name + "'");
        }
    }

    /**
     * Passes each row group of a file to {@code reader}.
     *
     * @throws InvalidIndexException if the file is not Parquet or lacks a column, or {@code reader} rejects its content
     */
    static void read(Path file, Consumer<RowGroup> reader) {
        try (ParquetFileReader parquet = ParquetFileReader.open(
                new LocalInputFile(file), ParquetReadOptions.builder().build())) {
            PageReadStore pages = parquet.readNextRowGroup();
            while (pages != null) {
                reader.accept(new RowGroup(pages, parquet.getFileMetaData()));
                pages = parquet.readNextRowGroup();
            }
        } catch (IOException | RuntimeException e) {
            // Parquet throws almost any unchecked exception for damaged or unexpected bytes.
            throw new InvalidIndexException("a table of the index cannot be read: " + e.getMessage(), e);
        }
    }
}
