/** Who may ask for what: API keys, the operator's credential, other sites, security headers. */
@NullMarked
package dev.pomona.service.security;

import org.jspecify.annotations.NullMarked;
