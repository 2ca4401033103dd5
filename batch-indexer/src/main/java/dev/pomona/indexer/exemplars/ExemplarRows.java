package dev.pomona.indexer.exemplars;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** The exemplars of the labels of one partition, whose candidates are sorted by label. Holds one label in memory. */
final class ExemplarRows implements Iterator<Row> {

    private final Iterator<Row> candidates;
    private final int perLabel;
    private final ExemplarPicture picture;
    private final Queue<Row> ready = new ArrayDeque<>();

    /** The first candidate of the next label. */
    private @Nullable Row ahead;

    /** @param perLabel most exemplars of a label */
    ExemplarRows(Iterator<Row> candidates, int perLabel, ExemplarPicture picture) {
        this.candidates = candidates;
        this.perLabel = perLabel;
        this.picture = picture;
        this.ahead = candidates.hasNext() ? candidates.next() : null;
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && ahead != null) {
            renderLabel(ahead);
        }
        return !ready.isEmpty();
    }

    @Override
    public Row next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    private void renderLabel(Row first) {
        String label = first.getAs("label");
        List<Candidate> ofLabel = new ArrayList<>();
        @Nullable Row row = first;
        while (row != null && label.equals(row.getAs("label"))) {
            ofLabel.add(Candidate.of(row));
            row = candidates.hasNext() ? candidates.next() : null;
        }
        ahead = row;
        try {
            render(label, new ExemplarChoice(ofLabel));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void render(String label, ExemplarChoice choice) throws IOException {
        int position = 0;
        Optional<Candidate> proposed = choice.next();
        while (proposed.isPresent()) {
            Candidate candidate = proposed.get();
            Optional<byte[]> jpeg = picture.of(candidate);
            if (jpeg.isPresent()) {
                choice.accept(candidate);
                ready.add(RowFactory.create(label, position, candidate.photo(), jpeg.get()));
                position++;
            }
            proposed = position < perLabel ? choice.next() : Optional.empty();
        }
    }
}
