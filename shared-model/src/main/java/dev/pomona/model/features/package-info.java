/** From pictures to the 1280 features of MobileNetV2, behind one interface. */
@NullMarked
package dev.pomona.model.features;

import org.jspecify.annotations.NullMarked;
