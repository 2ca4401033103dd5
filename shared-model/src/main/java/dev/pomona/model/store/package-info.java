/**
 * Objects by key, in a folder or a bucket: the one storage of both programs. Whether a location is a folder is asked in
 * {@link dev.pomona.model.store.Stores} alone.
 */
@NullMarked
package dev.pomona.model.store;

import org.jspecify.annotations.NullMarked;
