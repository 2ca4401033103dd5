/** What all of HTTP has in common: problems, language, headers, the API's description. */
@NullMarked
package dev.pomona.service.web;

import org.jspecify.annotations.NullMarked;
