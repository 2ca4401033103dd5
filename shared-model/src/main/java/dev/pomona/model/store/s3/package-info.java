/** Stores in buckets of S3: the only package that knows the AWS SDK, which is an optional dependency. */
@NullMarked
package dev.pomona.model.store.s3;

import org.jspecify.annotations.NullMarked;
