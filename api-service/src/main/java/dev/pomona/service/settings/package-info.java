/** Names settings that do not exist, so that a misspelt one is not passed over in silence. */
@NullMarked
package dev.pomona.service.settings;

import org.jspecify.annotations.NullMarked;
