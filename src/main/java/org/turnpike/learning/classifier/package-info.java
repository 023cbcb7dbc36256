/**
 * Linear classifiers x ↦ wᵀx + β, trained as convex programs:
 *
 * <ul>
 *   <li>training error with a penalty, J(w) = 1/N Σ loss(wᵀxᵢ + β, yᵢ) + λ|w|ₚᵖ, p = 1, 2;
 *   <li>the separator of largest margin, |w|ₚ → min subject to yᵢ (wᵀxᵢ + β) ≥ 1.
 * </ul>
 *
 * <p>A {@code LinearFormulation} is one of the two, and is solved by any {@code ConvexMethod}. The bias β is left out unless it is asked
 * for, and never penalised. Sources: Hastie, Tibshirani, Friedman, The Elements of
 * Statistical Learning, chapters 3, 4 and 12; Rosset, Zhu, Hastie, Margin maximizing loss functions (2003).
 */
@NullMarked
package org.turnpike.learning.classifier;

import org.jspecify.annotations.NullMarked;
