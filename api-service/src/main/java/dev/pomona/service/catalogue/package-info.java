/** What is known about each fruit, and which label belongs to which fruit. */
@NullMarked
package dev.pomona.service.catalogue;

import org.jspecify.annotations.NullMarked;
