package org.turnpike.learning.comparison;

import org.turnpike.learning.pmp.Extremal;

/**
 * How far two extremals on the same layers are apart.
 *
 * @param objective |J − J′| / max(|J|, |J′|)
 * @param control largest |u − u′| / largest |u|, or where both are next to 0 / a thousandth of √(J/(λT)), the control whose penalty is J
 * @param layer where that is
 * @param state largest |x − x′| / (1 + largest |x|)
 * @param costate largest |p − p′| / largest |p|, after the first layer
 * @param switchTime |T* − T*′| / T
 */
public record ExtremalGap(
        double objective, double control, int layer, double state, double costate, double switchTime) {

    /** The gap between extremals with as many layers. */
    public static ExtremalGap of(Extremal a, Extremal b) {
        double difference = 0;
        double most = 0;
        int where = 0;
        for (int k = 0; k < a.controls().length; k++) {
            for (int j = 0; j < a.controls()[k].length; j++) {
                double d = Math.abs(a.controls()[k][j] - b.controls()[k][j]);
                most = Math.max(most, Math.max(Math.abs(a.controls()[k][j]), Math.abs(b.controls()[k][j])));
                if (!(d <= difference)) {
                    difference = d;
                    where = k;
                }
            }
        }
        double size = Math.max(Math.abs(a.objective()), Math.abs(b.objective()));
        return new ExtremalGap(
                ratio(Math.abs(a.objective() - b.objective()), size),
                ratio(
                        difference,
                        Math.max(
                                most,
                                1e-3
                                        * Math.sqrt(size
                                                / (a.task().lambda() * a.task().horizon())))),
                where,
                gap(a.states(), b.states(), 1),
                gap(a.costates(), b.costates(), 0),
                Math.abs(a.end() - b.end()) / a.task().horizon());
    }

    private static double ratio(double difference, double size) {
        return difference == 0 ? 0 : difference / size;
    }

    private static double gap(double[][][] a, double[][][] b, double unit) {
        double difference = 0;
        double most = 0;
        for (int k = 1; k < a.length; k++) {
            for (int i = 0; i < a[k].length; i++) {
                for (int c = 0; c < a[k][i].length; c++) {
                    double d = Math.abs(a[k][i][c] - b[k][i][c]);
                    difference = d <= difference ? difference : d;
                    most = Math.max(most, Math.abs(a[k][i][c]));
                }
            }
        }
        return ratio(difference, unit + most);
    }
}
