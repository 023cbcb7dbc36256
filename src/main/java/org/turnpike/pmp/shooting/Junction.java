package org.turnpike.pmp.shooting;

import org.jspecify.annotations.Nullable;

/**
 * Where one arc ends and the next begins.
 *
 * @param before conditions g(y, t, u) = 0 on the end of the arc before, in this order of inputs; null for none
 * @param after the same on the start of the arc after it
 * @param jump the direction d(y, t) of a jump y₊ = y₋ + ν d(y₋, t), ν unknown; null if y is continuous
 */
public record Junction(@Nullable SmoothFunction before, @Nullable SmoothFunction after, @Nullable SmoothFunction jump) {

    int conditions() {
        return (before == null ? 0 : before.outputs()) + (after == null ? 0 : after.outputs());
    }
}
