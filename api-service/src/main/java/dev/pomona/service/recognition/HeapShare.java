package dev.pomona.service.recognition;

import java.util.concurrent.Semaphore;

/** A part of the heap that is lent piece by piece. A piece larger than the whole is lent when nothing else is. */
final class HeapShare {

    private static final int PIECE = 1024;

    private final Semaphore free;
    private final int size;

    /** A share of these bytes. */
    HeapShare(long bytes) {
        this.size = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / PIECE));
        this.free = new Semaphore(size, true);
    }

    /** This part of the memory that the virtual machine may take, 0 to 1. */
    static HeapShare of(double part) {
        return new HeapShare((long) (Runtime.getRuntime().maxMemory() * part));
    }

    /** Borrows these bytes; waits until they are free. */
    void borrow(long bytes) throws InterruptedException {
        free.acquire(pieces(bytes));
    }

    /** Borrows these bytes if they are free now. */
    boolean tryBorrow(long bytes) {
        return free.tryAcquire(pieces(bytes));
    }

    /** Gives back as many bytes as were borrowed at once. */
    void giveBack(long bytes) {
        free.release(pieces(bytes));
    }

    private int pieces(long bytes) {
        return (int) Math.min(size, bytes / PIECE + 1);
    }
}
