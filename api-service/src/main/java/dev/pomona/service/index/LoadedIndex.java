package dev.pomona.service.index;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.Recogniser;

/** A version of an index in memory. */
public record LoadedIndex(Manifest manifest, Recogniser recogniser) {}
