package org.turnpike.pmp;

/** What determines one component of the control on an arc. */
public sealed interface Mode {
    /** At a bound (bang), or off at the kink of |u|. */
    record Fixed(double value, String kind, String of) implements Mode {}

    /**
     * ∂H/∂u = 0 with H not affine in u.
     *
     * @param sign of u, for |u| in the cost
     */
    record Interior(int sign) implements Mode {}

    /** ∂H/∂u vanishes on the arc and does not contain u: u keeps it zero, by the first derivative of even order that contains u. */
    record Singular(int sign) implements Mode {}

    /** An active constraint: u keeps it at its limit. */
    record OnConstraint(ActiveConstraint constraint) implements Mode {}
}
