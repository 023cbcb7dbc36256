package org.turnpike.pmp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.turnpike.solution.Solution;

/**
 * What shooting ended with.
 *
 * @param solution states, costates and controls on a fine mesh; its status and reason tell whether it is an extremal that passes the
 *     checks, otherwise it is the best iterate
 * @param origin how the shooting started, one sentence
 * @param checks second-order conditions and multipliers by arc
 * @param jumps of the costate, by junction
 * @param segments of the last multiple shooting
 * @param replay what single shooting with located switches finds from the initial costate alone; null where it does not apply
 * @param evaluations calls of vector fields in all
 * @param integrations initial-value problems in all
 */
public record ShootingResult(
        Solution solution,
        String origin,
        List<Extremal.ArcCheck> checks,
        double[] jumps,
        int segments,
        Replay.@Nullable Result replay,
        long evaluations,
        long integrations) {}
