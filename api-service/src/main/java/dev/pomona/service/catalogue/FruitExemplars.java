package dev.pomona.service.catalogue;

import java.util.List;

/** Pictures of fruits, from the index that is served. */
public interface FruitExemplars {

    /** Returns the pictures of a card's labels, label by label, the most typical first; empty if there are none. */
    List<FruitExemplar> of(String card);
}
