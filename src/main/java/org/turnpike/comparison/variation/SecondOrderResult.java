package org.turnpike.comparison.variation;

/**
 * What the second variation says of an extremal.
 *
 * @param kind minimum (a strict local one), saddle (not a minimum: a neighbour that satisfies the constraints costs less), or
 *     undecided
 * @param method "Riccati" or "reduced Hessian"
 * @param reason one sentence
 * @param legendreClebsch the least eigenvalue of H_uu along the extremal; NaN without controls
 * @param legendreTime where
 * @param conjugateTime the last conjugate point before the end; NaN if there is none or none was looked for
 */
public record SecondOrderResult(
        Kind kind, String method, String reason, double legendreClebsch, double legendreTime, double conjugateTime) {
    /** The three answers. */
    public enum Kind {
        MINIMUM("minimum"),
        SADDLE("saddle"),
        UNDECIDED("undecided");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The name in files. */
        public String label() {
            return label;
        }
    }
}
