/**
 * Objects by key, in a folder or a bucket: the one storage of both programs. Only {@link dev.pomona.model.store.Stores}
 * decides by its form where a location lies.
 */
@NullMarked
package dev.pomona.model.store;

import org.jspecify.annotations.NullMarked;
