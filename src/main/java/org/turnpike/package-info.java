/** Turnpike: optimal control from text files, by direct transcription, with answers that are checked. */
@NullMarked
package org.turnpike;

import org.jspecify.annotations.NullMarked;
