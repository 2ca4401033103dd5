/** From pictures to the features of a backbone, behind one interface; backbones as files. */
@NullMarked
package dev.pomona.model.features;

import org.jspecify.annotations.NullMarked;
