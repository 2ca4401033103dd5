/** Where the service reads and writes: folders, and buckets through Spring Cloud AWS. The only package that knows either. */
@NullMarked
package dev.pomona.service.storage;

import org.jspecify.annotations.NullMarked;
