/** The labelled vectors of an index and the exact search in them. */
@NullMarked
package dev.pomona.model.neighbours;

import org.jspecify.annotations.NullMarked;
