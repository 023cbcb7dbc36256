/**
 * Losses of one sample, without a factor ½; the training error φ is their mean over the samples.
 *
 * <table>
 * <caption>Losses of output z and target y</caption>
 * <tr><th>name</th><th>loss</th><th>targets</th></tr>
 * <tr><td>squared</td><td>|z − y|²</td><td>any</td></tr>
 * <tr><td>distance</td><td>|z − y|</td><td>any</td></tr>
 * <tr><td>absolute</td><td>|z − y|₁</td><td>any</td></tr>
 * <tr><td>logistic</td><td>log(1 + e^{−yz})</td><td>−1, 1</td></tr>
 * <tr><td>cross-entropy</td><td>log Σ_c e^{z_c} − z_y</td><td>one-hot</td></tr>
 * </table>
 */
@NullMarked
package org.turnpike.learning.loss;

import org.jspecify.annotations.NullMarked;
