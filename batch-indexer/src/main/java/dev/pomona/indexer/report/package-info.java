/** The report of a run: metrics.json for programs and one self-contained page for the operator. */
@NullMarked
package dev.pomona.indexer.report;

import org.jspecify.annotations.NullMarked;
