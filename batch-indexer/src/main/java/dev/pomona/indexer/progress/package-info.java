/** What the operator sees while the job runs. */
@NullMarked
package dev.pomona.indexer.progress;

import org.jspecify.annotations.NullMarked;
