package dev.pomona.service.index;

import java.io.ByteArrayInputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A Parquet file in memory. */
record BytesInputFile(byte[] bytes) implements InputFile {

    @Override
    public long getLength() {
        return bytes.length;
    }

    @Override
    public SeekableInputStream newStream() {
        return new SeekableBytes(new PositionedBytes(bytes));
    }

    /** What Parquet calls it in its messages. */
    @Override
    public String toString() {
        return "the file";
    }

    /** Knows and sets its position, which its superclass does not let others do. */
    private static final class PositionedBytes extends ByteArrayInputStream {

        PositionedBytes(byte[] bytes) {
            super(bytes);
        }

        int position() {
            return pos;
        }

        void position(int position) {
            pos = position;
        }
    }

    private static final class SeekableBytes extends DelegatingSeekableInputStream {

        private final PositionedBytes stream;

        SeekableBytes(PositionedBytes stream) {
            super(stream);
            this.stream = stream;
        }

        @Override
        public long getPos() {
            return stream.position();
        }

        @Override
        public void seek(long position) {
            stream.position(Math.toIntExact(position));
        }
    }
}
