/** The service: photo in, fruit out. */
@NullMarked
package dev.pomona.service;

import org.jspecify.annotations.NullMarked;
