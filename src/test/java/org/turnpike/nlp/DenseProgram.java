package org.turnpike.nlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixSparseCSC;

/** A small program written as functions of jets, with exact derivatives and full structures. */
final class DenseProgram implements NonlinearProgram {
    private record Constraint(String name, double lower, Function<Jet[], Jet> function, double upper) {}

    private final String name;
    private final double[] start;
    private final double[] lower;
    private final double[] upper;
    private final Function<Jet[], Jet> objective;
    private final List<Constraint> constraints = new ArrayList<>();
    private double optimum = Double.NaN;

    private DenseProgram(String name, double[] start, Function<Jet[], Jet> objective) {
        this.name = name;
        this.start = start;
        this.objective = objective;
        lower = new double[start.length];
        upper = new double[start.length];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
    }

    static DenseProgram minimise(String name, double[] start, Function<Jet[], Jet> objective) {
        return new DenseProgram(name, start, objective);
    }

    /** Bounds of unknown i, counted from 1 as in the literature. */
    DenseProgram bound(int i, double lowest, double highest) {
        lower[i - 1] = lowest;
        upper[i - 1] = highest;
        return this;
    }

    DenseProgram bounds(double lowest, double highest) {
        Arrays.fill(lower, lowest);
        Arrays.fill(upper, highest);
        return this;
    }

    DenseProgram zero(Function<Jet[], Jet> function) {
        return subject(0, function, 0);
    }

    DenseProgram nonnegative(Function<Jet[], Jet> function) {
        return subject(0, function, Double.POSITIVE_INFINITY);
    }

    DenseProgram subject(double lowest, Function<Jet[], Jet> function, double highest) {
        constraints.add(new Constraint("equation " + (constraints.size() + 1), lowest, function, highest));
        return this;
    }

    DenseProgram optimum(double value) {
        optimum = value;
        return this;
    }

    double optimum() {
        return optimum;
    }

    double[] start() {
        return start.clone();
    }

    private static Jet[] unknowns(double[] z) {
        Jet[] unknowns = new Jet[z.length];
        Arrays.setAll(unknowns, i -> Jet.unknown(z, i));
        return unknowns;
    }

    @Override
    public int variables() {
        return start.length;
    }

    @Override
    public int constraints() {
        return constraints.size();
    }

    @Override
    public double[] variableLower() {
        return lower.clone();
    }

    @Override
    public double[] variableUpper() {
        return upper.clone();
    }

    @Override
    public double[] constraintLower() {
        return constraints.stream().mapToDouble(Constraint::lower).toArray();
    }

    @Override
    public double[] constraintUpper() {
        return constraints.stream().mapToDouble(Constraint::upper).toArray();
    }

    @Override
    public double objective(double[] z) {
        return objective.apply(unknowns(z)).value;
    }

    @Override
    public void gradient(double[] z, double[] gradient) {
        System.arraycopy(objective.apply(unknowns(z)).gradient, 0, gradient, 0, z.length);
    }

    @Override
    public void constraints(double[] z, double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = constraints.get(i).function.apply(unknowns(z)).value;
        }
    }

    @Override
    public DMatrixSparseCSC newJacobian() {
        int m = constraints.size();
        DMatrixSparseCSC jacobian = new DMatrixSparseCSC(m, start.length, m * start.length);
        jacobian.nz_length = m * start.length;
        for (int j = 0; j < start.length; j++) {
            for (int i = 0; i < m; i++) {
                jacobian.nz_rows[j * m + i] = i;
            }
            jacobian.col_idx[j + 1] = (j + 1) * m;
        }
        return jacobian;
    }

    @Override
    public void jacobian(double[] z, DMatrixSparseCSC jacobian) {
        int m = constraints.size();
        for (int i = 0; i < m; i++) {
            double[] row = constraints.get(i).function.apply(unknowns(z)).gradient;
            for (int j = 0; j < z.length; j++) {
                jacobian.nz_values[j * m + i] = row[j];
            }
        }
    }

    @Override
    public DMatrixSparseCSC newHessian() {
        int n = start.length;
        DMatrixSparseCSC hessian = new DMatrixSparseCSC(n, n, n * (n + 1) / 2);
        int k = 0;
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                hessian.nz_rows[k++] = i;
            }
            hessian.col_idx[j + 1] = k;
        }
        hessian.nz_length = k;
        return hessian;
    }

    @Override
    public void hessian(double[] z, double objectiveFactor, double[] multipliers, DMatrixSparseCSC hessian) {
        Jet lagrangian = objective.apply(unknowns(z)).times(objectiveFactor);
        for (int i = 0; i < multipliers.length; i++) {
            lagrangian = lagrangian.plus(
                    constraints.get(i).function.apply(unknowns(z)).times(multipliers[i]));
        }
        int k = 0;
        for (int j = 0; j < z.length; j++) {
            for (int i = j; i < z.length; i++) {
                hessian.nz_values[k++] = lagrangian.hessian[i][j];
            }
        }
    }

    @Override
    public String variableName(int i) {
        return "x" + (i + 1);
    }

    @Override
    public String constraintName(int i) {
        return constraints.get(i).name;
    }

    @Override
    public String toString() {
        return name;
    }
}
