/**
 * Trained models, their predictions, and what is said of them: errors, accuracy, norms of the control or the weights, switching time,
 * rate of decay, margin.
 *
 * <p>Norms: ∫|u|, (∫|u|²)^½, (∫|u|² + |u′|²)^½ with the Euclidean |u|. The rate of decay is −slope of log φ by least squares on the nodes in
 * [T/5, 7T/10]: the start belongs to the transient, and at the end log φ flattens.
 */
@NullMarked
package org.turnpike.learning.evaluation;

import org.jspecify.annotations.NullMarked;
