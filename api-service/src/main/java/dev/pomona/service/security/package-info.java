/** Access rules: open paths, API keys, the operator credential, cross-origin requests, security headers. */
@NullMarked
package dev.pomona.service.security;

import org.jspecify.annotations.NullMarked;
