package org.turnpike.nlp;

import java.util.Arrays;
import org.ejml.data.DMatrixSparseCSC;
import org.turnpike.linalg.SparsityBuilder;

/**
 * The least relaxation under which a program can be satisfied. Some constraints and bounds are elastic, in groups; the others stay
 * as they are:
 *
 * <pre>
 *   minimise  Σ_g w_g s_g    subject to    c(z) + s_g ≥ cL,  c(z) − s_g ≤ cU   for elastic rows of group g,
 *                                          z + s_g ≥ zL,     z − s_g ≤ zU      for elastic bounds of group g,    s ≥ 0.
 * </pre>
 *
 * <p>It is the l1 penalty over groups, whose minimum is zero if the program has a feasible point and otherwise sets as few groups as
 * possible apart from zero; within a group the largest violation counts, so that s_g is what a constraint imposed at many places must give way
 * by. The unknowns are [z, s].
 *
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal, Wright: Numerical Optimization, 2nd ed., section 17.2 (exact penalties) and
 *     section 18.5 (elastic mode)</a>
 */
public final class ElasticProgram implements NonlinearProgram {
    private static final int LOWER = 1;
    private static final int UPPER = 2;
    private static final int BOTH = LOWER | UPPER;

    private final NonlinearProgram base;
    private final double[] weight;
    private final int n;
    private final int[] boundGroup;
    /** By row: the base row, or n-th unknown for elastic bounds as −1 − j. */
    private final int[] source;

    private final int[] side;
    private final int[] group;
    private final int rows;
    private final DMatrixSparseCSC baseJacobian;
    private final DMatrixSparseCSC baseHessian;
    private final DMatrixSparseCSC jacobianStructure;
    private final DMatrixSparseCSC hessianStructure;
    /** By entry of the Jacobian that varies: where it comes from and goes to. */
    private final int[] from;

    private final int[] to;
    private final int[] hessianTo;
    private final double[] baseValues;
    private final double[] baseMultipliers;
    private final double[] baseZ;

    /**
     * @param rowGroup by row of {@code base} its group, −1 for rows that stay
     * @param boundGroup by unknown the group of its bounds, −1 for bounds that stay
     * @param weight w, by group
     */
    public ElasticProgram(NonlinearProgram base, int[] rowGroup, int[] boundGroup, double[] weight) {
        this.base = base;
        this.weight = weight.clone();
        this.boundGroup = boundGroup.clone();
        n = base.variables();
        int m = base.constraints();
        source = new int[2 * (m + n)];
        side = new int[source.length];
        group = new int[source.length];
        int count = 0;
        double[] lower = base.constraintLower();
        double[] upper = base.constraintUpper();
        for (int i = 0; i < m; i++) {
            if (rowGroup[i] < 0) {
                source[count] = i;
                group[count] = -1;
                side[count++] = BOTH;
            } else {
                count = elastic(i, rowGroup[i], lower[i], upper[i], count);
            }
        }
        lower = base.variableLower();
        upper = base.variableUpper();
        for (int j = 0; j < n; j++) {
            if (boundGroup[j] >= 0) {
                count = elastic(-1 - j, boundGroup[j], lower[j], upper[j], count);
            }
        }
        rows = count;
        baseJacobian = base.newJacobian();
        baseHessian = base.newHessian();
        int[][] derived = derivedRows(m);
        SparsityBuilder builder = new SparsityBuilder(rows, n + weight.length, 2 * baseJacobian.nz_length + 2 * rows);
        int[] entryFrom = new int[2 * baseJacobian.nz_length];
        int varying = 0;
        for (int j = 0; j < n; j++) {
            for (int k = baseJacobian.col_idx[j]; k < baseJacobian.col_idx[j + 1]; k++) {
                for (int row : derived[baseJacobian.nz_rows[k]]) {
                    entryFrom[varying++] = k;
                    builder.add(row, j);
                }
            }
        }
        double[] constant = new double[2 * rows];
        int constants = 0;
        for (int row = 0; row < rows; row++) {
            if (source[row] < 0) {
                builder.add(row, -1 - source[row]);
                constant[constants++] = 1;
            }
            if (group[row] >= 0) {
                builder.add(row, n + group[row]);
                constant[constants++] = side[row] == LOWER ? 1 : -1;
            }
        }
        SparsityBuilder.Structure structure = builder.build();
        from = Arrays.copyOf(entryFrom, varying);
        to = Arrays.copyOf(structure.position(), varying);
        jacobianStructure = structure.matrix();
        for (int k = 0; k < constants; k++) {
            jacobianStructure.nz_values[structure.position()[varying + k]] = constant[k];
        }
        SparsityBuilder second = new SparsityBuilder(n + weight.length, n + weight.length, baseHessian.nz_length);
        for (int j = 0; j < n; j++) {
            for (int k = baseHessian.col_idx[j]; k < baseHessian.col_idx[j + 1]; k++) {
                second.add(baseHessian.nz_rows[k], j);
            }
        }
        SparsityBuilder.Structure hessian = second.build();
        hessianStructure = hessian.matrix();
        hessianTo = Arrays.copyOf(hessian.position(), baseHessian.nz_length);
        baseValues = new double[m];
        baseMultipliers = new double[m];
        baseZ = new double[n];
    }

    private int elastic(int origin, int of, double lower, double upper, int first) {
        int count = first;
        if (lower > Double.NEGATIVE_INFINITY) {
            source[count] = origin;
            group[count] = of;
            side[count++] = LOWER;
        }
        if (upper < Double.POSITIVE_INFINITY) {
            source[count] = origin;
            group[count] = of;
            side[count++] = UPPER;
        }
        return count;
    }

    private int[][] derivedRows(int m) {
        int[][] derived = new int[m][0];
        for (int row = 0; row < rows; row++) {
            if (source[row] >= 0) {
                int[] known = derived[source[row]];
                derived[source[row]] = Arrays.copyOf(known, known.length + 1);
                derived[source[row]][known.length] = row;
            }
        }
        return derived;
    }

    /** A start: z, and just as much relaxation as z needs, and a little more. */
    public double[] start(double[] z, double room) {
        double[] start = Arrays.copyOf(z, n + weight.length);
        Arrays.fill(start, n, start.length, room);
        double[] c = new double[base.constraints()];
        base.constraints(z, c);
        double[] lower = constraintLower();
        double[] upper = constraintUpper();
        for (int row = 0; row < rows; row++) {
            if (group[row] >= 0) {
                double value = source[row] >= 0 ? c[source[row]] : z[-1 - source[row]];
                double violation = side[row] == LOWER ? lower[row] - value : value - upper[row];
                if (Double.isFinite(violation)) {
                    start[n + group[row]] = Math.max(start[n + group[row]], violation + room);
                }
            }
        }
        return start;
    }

    /** s of a point. */
    public double[] relaxation(double[] point) {
        return Arrays.copyOfRange(point, n, n + weight.length);
    }

    /** z of a point. */
    public double[] unknowns(double[] point) {
        return Arrays.copyOf(point, n);
    }

    /** The row of a group with the largest multiplier: where the constraint is felt most. −1 if none has one. */
    public int tightest(int of, double[] multipliers) {
        int best = -1;
        for (int row = 0; row < rows; row++) {
            if (group[row] == of && Math.abs(multipliers[row]) > (best < 0 ? 0 : Math.abs(multipliers[best]))) {
                best = row;
            }
        }
        return best;
    }

    /** Whether a row is the lower side of what it relaxes. */
    public boolean isLower(int row) {
        return side[row] == LOWER;
    }

    @Override
    public int variables() {
        return n + weight.length;
    }

    @Override
    public int constraints() {
        return rows;
    }

    @Override
    public double[] variableLower() {
        return bounds(base.variableLower(), Double.NEGATIVE_INFINITY, 0);
    }

    @Override
    public double[] variableUpper() {
        return bounds(base.variableUpper(), Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private double[] bounds(double[] of, double free, double relaxation) {
        double[] result = Arrays.copyOf(of, n + weight.length);
        for (int j = 0; j < n; j++) {
            if (boundGroup[j] >= 0) {
                result[j] = free;
            }
        }
        Arrays.fill(result, n, result.length, relaxation);
        return result;
    }

    @Override
    public double[] constraintLower() {
        return limits(base.constraintLower(), base.variableLower(), LOWER, Double.NEGATIVE_INFINITY);
    }

    @Override
    public double[] constraintUpper() {
        return limits(base.constraintUpper(), base.variableUpper(), UPPER, Double.POSITIVE_INFINITY);
    }

    private double[] limits(double[] ofRows, double[] ofUnknowns, int which, double free) {
        double[] result = new double[rows];
        for (int row = 0; row < rows; row++) {
            double limit = source[row] >= 0 ? ofRows[source[row]] : ofUnknowns[-1 - source[row]];
            result[row] = (side[row] & which) != 0 ? limit : free;
        }
        return result;
    }

    @Override
    public double objective(double[] z) {
        double sum = 0;
        for (int g = 0; g < weight.length; g++) {
            sum += weight[g] * z[n + g];
        }
        return sum;
    }

    @Override
    public void gradient(double[] z, double[] gradient) {
        Arrays.fill(gradient, 0, n, 0);
        System.arraycopy(weight, 0, gradient, n, weight.length);
    }

    @Override
    public void constraints(double[] z, double[] values) {
        System.arraycopy(z, 0, baseZ, 0, n);
        base.constraints(baseZ, baseValues);
        for (int row = 0; row < rows; row++) {
            double value = source[row] >= 0 ? baseValues[source[row]] : z[-1 - source[row]];
            double give = group[row] < 0 ? 0 : z[n + group[row]];
            values[row] = value + (side[row] == LOWER ? give : -give);
        }
    }

    @Override
    public DMatrixSparseCSC newJacobian() {
        return jacobianStructure.copy();
    }

    @Override
    public void jacobian(double[] z, DMatrixSparseCSC jacobian) {
        System.arraycopy(z, 0, baseZ, 0, n);
        base.jacobian(baseZ, baseJacobian);
        System.arraycopy(jacobianStructure.nz_values, 0, jacobian.nz_values, 0, jacobianStructure.nz_length);
        for (int k = 0; k < from.length; k++) {
            jacobian.nz_values[to[k]] = baseJacobian.nz_values[from[k]];
        }
    }

    @Override
    public DMatrixSparseCSC newHessian() {
        return hessianStructure.copy();
    }

    @Override
    public void hessian(double[] z, double objectiveFactor, double[] multipliers, DMatrixSparseCSC hessian) {
        System.arraycopy(z, 0, baseZ, 0, n);
        Arrays.fill(baseMultipliers, 0);
        for (int row = 0; row < rows; row++) {
            if (source[row] >= 0) {
                baseMultipliers[source[row]] += multipliers[row];
            }
        }
        base.hessian(baseZ, 0, baseMultipliers, baseHessian);
        for (int k = 0; k < hessianTo.length; k++) {
            hessian.nz_values[hessianTo[k]] = baseHessian.nz_values[k];
        }
    }

    @Override
    public String variableName(int i) {
        return i < n ? base.variableName(i) : "relaxation " + (i - n);
    }

    @Override
    public String constraintName(int i) {
        return source[i] >= 0 ? base.constraintName(source[i]) : base.variableName(-1 - source[i]);
    }
}
