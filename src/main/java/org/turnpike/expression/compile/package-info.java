/**
 * From expressions to bytecode.
 *
 * <p>A {@link org.turnpike.expression.compile.Pattern} is a small function G(v, d): ℝⁿ → ℝᵐ of unknowns v and data d, applied
 * to many instances e = 0 … E−1 (mesh nodes, intervals, samples). It offers three kernels, each a flat loop over instances
 * compiled to one hidden class: the values G, the nonzeros of ∂G/∂v, and the nonzeros of the lower triangle of
 * ∇²(μᵀG). Instance e reads unknown i at {@code z[index[e·n + i]]}, datum j at {@code data[e·k + j]}, multiplier r at
 * {@code multipliers[e·m + r]}, and writes its q-th output at {@code out[e·Q + q]}.
 *
 * <p>The idea of one differentiated pattern for all instances is that of ExaModels (Shin, Anitescu, Pacaud, <a
 * href="https://doi.org/10.1016/j.epsr.2024.110651">doi:10.1016/j.epsr.2024.110651</a>). The interpreter of the parent
 * package is the oracle of the generated code.
 */
@NullMarked
package org.turnpike.expression.compile;

import org.jspecify.annotations.NullMarked;
