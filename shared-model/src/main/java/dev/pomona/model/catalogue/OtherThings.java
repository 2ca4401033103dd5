package dev.pomona.model.catalogue;

import java.util.List;

/**
 * What is called after a fruit and is none, as the file {@code other-things.json}.
 *
 * @param names whole names, such as {@code horse chestnut}: longer than the name inside, they win
 * @param words words of goods and parts of plants, such as {@code juice}: a label with one has no card
 */
record OtherThings(List<String> names, List<String> words) {}
