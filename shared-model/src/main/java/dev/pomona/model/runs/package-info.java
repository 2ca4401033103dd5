/** Records of the runs that build an index, and the slot that admits one run at a time. */
@NullMarked
package dev.pomona.model.runs;

import org.jspecify.annotations.NullMarked;
