package dev.pomona.model.features.tensorflow;

import dev.pomona.model.photo.ScaledJpegDecoder;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** TensorFlow's libjpeg, which scales while it turns frequencies into pixels. Runs in the thread that asks. */
final class TensorFlowJpegDecoder implements ScaledJpegDecoder, AutoCloseable {

    private static final String BYTES = "bytes";
    private static final List<Integer> DIVISORS = List.of(1, 2, 4, 8);
    private static final int CALLERS_THREAD = -1;

    /** As Java's decoder calculates: whole pictures have the very same pixels. */
    private static final String EXACT = "INTEGER_ACCURATE";

    private final Graph graph = new Graph();
    private final Session session;

    private final int inputSide;

    /**
     * To be called after {@link NativeLibraries#install}.
     *
     * @param inputSide of the network, in pixels
     */
    TensorFlowJpegDecoder(int inputSide) {
        this.inputSide = inputSide;
        Ops ops = Ops.create(graph);
        Placeholder<TString> bytes = ops.withName(BYTES).placeholder(TString.class);
        for (int divisor : DIVISORS) {
            ops.withName(pixels(divisor))
                    .image
                    .decodeJpeg(bytes, DecodeJpeg.channels(3L), DecodeJpeg.dctMethod(EXACT), DecodeJpeg.ratio((long)
                            divisor));
        }
        this.session = new Session(
                graph,
                ConfigProto.newBuilder()
                        .setInterOpParallelismThreads(CALLERS_THREAD)
                        .setIntraOpParallelismThreads(1)
                        .build());
    }

    @Override
    public Optional<Rgb> decode(byte[] jpeg, int divisor) {
        try (TString bytes = TString.tensorOfBytes(NdArrays.scalarOfObject(jpeg));
                Result result = session.runner()
                        .feed(BYTES, bytes)
                        .fetch(pixels(divisor))
                        .run()) {
            TUint8 pixels = (TUint8) result.get(0);
            byte[] rgb = new byte[Math.toIntExact(pixels.size())];
            pixels.asRawTensor().data().read(rgb);
            int height = Math.toIntExact(pixels.shape().get(0));
            int width = Math.toIntExact(pixels.shape().get(1));
            return Optional.of(new Rgb(width, height, rgb));
        } catch (TFInvalidArgumentException | TensorFlowException e) {
            return Optional.empty();
        }
    }

    @Override
    public int inputSide() {
        return inputSide;
    }

    private static String pixels(int divisor) {
        return "pixels-" + divisor;
    }

    /** The session before its graph, which would wait for it for ever. */
    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
