package dev.pomona.service.upload;

import java.util.concurrent.Semaphore;

/** A part of the heap that is lent piece by piece. A piece larger than the whole is lent when nothing else is. */
public final class MemoryBudget {

    private static final int PIECE = 1024;

    private final Semaphore free;
    private final int size;

    /** A share of these bytes. */
    MemoryBudget(long bytes) {
        this.size = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / PIECE));
        this.free = new Semaphore(size, true);
    }

    /** This part of the memory that the virtual machine may take, 0 to 1. */
    static MemoryBudget of(double part) {
        return new MemoryBudget((long) (Runtime.getRuntime().maxMemory() * part));
    }

    /** Borrows these bytes; waits until they are free. */
    void acquire(long bytes) throws InterruptedException {
        free.acquire(pieces(bytes));
    }

    /** Borrows these bytes if they are free now. */
    boolean tryAcquire(long bytes) {
        return free.tryAcquire(pieces(bytes));
    }

    /** Gives back as many bytes as were borrowed at once. */
    void release(long bytes) {
        free.release(pieces(bytes));
    }

    private int pieces(long bytes) {
        return (int) Math.min(size, bytes / PIECE + 1);
    }
}
