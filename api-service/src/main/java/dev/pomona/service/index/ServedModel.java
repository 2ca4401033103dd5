package dev.pomona.service.index;

import dev.pomona.model.features.FeatureExtractor;

/** What a request is answered with: it takes one of these and uses it to its end, whatever is swapped meanwhile. */
public record ServedModel(FeatureExtractor extractor, LoadedIndex index) {}
