/** HTTP concerns of all features: problems, language, headers, access log, the OpenAPI document. */
@NullMarked
package dev.pomona.service.web;

import org.jspecify.annotations.NullMarked;
