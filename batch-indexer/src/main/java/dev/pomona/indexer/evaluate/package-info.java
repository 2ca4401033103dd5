/** Fourth stage: what photos held out of the index say about it. */
@NullMarked
package dev.pomona.indexer.evaluate;

import org.jspecify.annotations.NullMarked;
