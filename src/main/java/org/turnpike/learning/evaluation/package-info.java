/**
 * Trained models, their predictions, and what is said of them: errors, accuracy, norms of the control or the weights, switching time,
 * rate of decay, margin.
 *
 * <p>Norms: ∫|u|, (∫|u|²)^½, (∫|u|² + |u′|²)^½ with the Euclidean |u|. The rate of decay is −slope of log(φ − floor) by
 * least squares on the longest window on which it is straight ({@link org.turnpike.learning.evaluation.ExponentialDecay}).
 */
@NullMarked
package org.turnpike.learning.evaluation;

import org.jspecify.annotations.NullMarked;
