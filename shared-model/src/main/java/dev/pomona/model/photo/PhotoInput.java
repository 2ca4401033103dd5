package dev.pomona.model.photo;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a picture for a decoder. It ends decoders that read past the end by more than a little and those whose time
 * is used up.
 */
final class PhotoInput extends ImageInputStreamImpl {

    /** Decoders fetch some bytes ahead of what they use. */
    private static final int READS_PAST_END = 1024;

    /** Bytes from one look at the clock to the next. The JPEG decoder reads as many at once. */
    private static final int BYTES_A_CHECK = 4096;

    private final byte[] bytes;
    private final DecodeTimeLimit timeLimit;
    private int readsPastEnd;
    private int unchecked;

    PhotoInput(byte[] bytes, DecodeTimeLimit timeLimit) {
        this.bytes = bytes;
        this.timeLimit = timeLimit;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return end();
        }
        count(1);
        return bytes[(int) streamPos++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= bytes.length) {
            return end();
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        count(count);
        return count;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    private void count(int read) {
        unchecked += read;
        if (unchecked >= BYTES_A_CHECK) {
            unchecked = 0;
            timeLimit.check();
        }
    }

    private int end() throws IOException {
        readsPastEnd++;
        if (readsPastEnd > READS_PAST_END) {
            throw new IOException("the decoder reads on past the end");
        }
        return -1;
    }
}
