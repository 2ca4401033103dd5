/** Runs of the indexer that operators start, follow and cancel. What replicas must agree on lies in the store of the index. */
@NullMarked
package dev.pomona.service.reindex;

import org.jspecify.annotations.NullMarked;
