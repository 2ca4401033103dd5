/** The command line. */
@NullMarked
package dev.pomona.indexer.cli;

import org.jspecify.annotations.NullMarked;
