package org.turnpike.pmp;

import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;

/** Oracle: p(0) = P(0) x₀ of an LQ problem with Q = I, R = 1 and no final cost, P integrated backwards by Hipparchus. */
final class RiccatiEquation {
    private RiccatiEquation() {}

    static double[] at(double[][] a, double[] b, double horizon, double[] start) {
        int n = b.length;
        OrdinaryDifferentialEquation equation = new OrdinaryDifferentialEquation() {
            @Override
            public int getDimension() {
                return n * n;
            }

            /** In time to go: P′ = AᵀP + PA − PBBᵀP + I. */
            @Override
            public double[] computeDerivatives(double t, double[] p) {
                double[] rate = new double[n * n];
                double[] gain = new double[n];
                for (int j = 0; j < n; j++) {
                    for (int l = 0; l < n; l++) {
                        gain[j] += b[l] * p[l * n + j];
                    }
                }
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        double sum = (i == j ? 1 : 0) - gain[i] * gain[j];
                        for (int l = 0; l < n; l++) {
                            sum += a[l][i] * p[l * n + j] + p[i * n + l] * a[l][j];
                        }
                        rate[i * n + j] = sum;
                    }
                }
                return rate;
            }
        };
        double[] p = new DormandPrince853Integrator(1e-10, horizon, 1e-13, 1e-13)
                .integrate(equation, new ODEState(0, new double[n * n]), horizon)
                .getPrimaryState();
        double[] costate = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                costate[i] += p[i * n + j] * start[j];
            }
        }
        return costate;
    }
}
