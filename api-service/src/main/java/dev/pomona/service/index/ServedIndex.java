package dev.pomona.service.index;

import dev.pomona.model.features.FeatureExtractor;
import dev.pomona.model.index.CurrentVersion;
import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Recogniser;

/**
 * A version of an index in memory, and the extractor that its features come from. Immutable: a request uses one from start
 * to end, whatever is swapped in meanwhile.
 *
 * @param version the pointer's content when it named this version
 * @param exemplars pictures of what its labels look like
 */
public record ServedIndex(
        FeatureExtractor extractor,
        CurrentVersion version,
        Manifest manifest,
        Recogniser recogniser,
        Exemplars exemplars) {}
