package org.turnpike.nlp.convex;

/** ½ xᵀP x + qᵀx. */
record Quadratic(double[][] p, double[] q) implements ConvexObjective {
    @Override
    public double value(double[] x) {
        double[] px = Dense.times(p, x);
        return 0.5 * Dense.dot(px, x) + Dense.dot(q, x);
    }

    @Override
    public double[] gradient(double[] x) {
        double[] gradient = Dense.times(p, x);
        for (int j = 0; j < gradient.length; j++) {
            gradient[j] += q[j];
        }
        return gradient;
    }

    @Override
    public double[][] hessian(double[] x) {
        double[][] copy = new double[p.length][];
        for (int i = 0; i < p.length; i++) {
            copy[i] = p[i].clone();
        }
        return copy;
    }
}
