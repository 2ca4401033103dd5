/** What lies in an index folder: its layout, the manifest, the pointer to the current version. */
@NullMarked
package dev.pomona.model.index;

import org.jspecify.annotations.NullMarked;
