/** What the operator reads afterwards: metrics.json and one self-contained page. */
@NullMarked
package dev.pomona.indexer.report;

import org.jspecify.annotations.NullMarked;
