package dev.pomona.indexer.fit;

import dev.pomona.model.reduction.Reduction;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** A reduction on its way to the executors; put together again once on each. */
public final class BroadcastReduction implements Serializable {

    private static final long serialVersionUID = 1L;

    private final float[] mean;
    private final float[] std;
    private final float[][] components;
    private final float[][] discriminant;
    private transient @Nullable Reduction reduction;

    private BroadcastReduction(Reduction reduction) {
        this.mean = reduction.mean();
        this.std = reduction.std();
        this.components = reduction.components();
        this.discriminant = reduction.discriminant();
        this.reduction = reduction;
    }

    public static Broadcast<BroadcastReduction> send(JavaSparkContext context, Reduction reduction) {
        return context.broadcast(new BroadcastReduction(reduction));
    }

    /** The reduction, on whichever machine this is. */
    public synchronized Reduction get() {
        if (reduction == null) {
            reduction = new Reduction(mean, std, components, discriminant);
        }
        return reduction;
    }
}
