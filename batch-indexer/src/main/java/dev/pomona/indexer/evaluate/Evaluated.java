package dev.pomona.indexer.evaluate;

import dev.pomona.model.index.Manifest;
import dev.pomona.model.recognition.AnswerRules;

/**
 * What the held-out photos said.
 *
 * @param rules the rules of an answer, measured on them
 * @param evaluation how good the answers are
 * @param details the same label by label
 */
public record Evaluated(AnswerRules rules, Manifest.Evaluation evaluation, HeldOutDetails details) {}
