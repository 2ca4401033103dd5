/** Made-up features, and what a run with them tells about the driver. */
@NullMarked
package dev.pomona.indexer.synthetic;

import org.jspecify.annotations.NullMarked;
