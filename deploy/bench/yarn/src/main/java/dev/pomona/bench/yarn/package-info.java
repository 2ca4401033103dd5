/** A YARN cluster on one machine, and photos for it, for {@code deploy/bench/yarn-round.sh}. */
@NullMarked
package dev.pomona.bench.yarn;

import org.jspecify.annotations.NullMarked;
