package org.turnpike.learning.pmp;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.turnpike.linalg.BandMatrix;
import org.turnpike.ode.DormandPrince;
import org.turnpike.ode.Integration;

/**
 * The multipoint boundary-value problem of canonical equations on arcs as nonlinear equations: unknowns are y at all nodes, the ends of arcs
 * twice; equations in the order of time, so that the matrix is banded,
 *
 * <pre>
 *   r₀(y₀) = 0,   Y(s_{q+1}; s_q, y_q) − y_{q+1} = 0 inside arcs,   r(y⁻, y⁺) = 0 at switches,   r₁(y_S) = 0
 * </pre>
 *
 * <p>∂Y/∂y by the variational equations V′ = F_y V, integrated with Y.
 *
 * @see <a href="https://doi.org/10.1137/1.9781611971231">Ascher, Mattheij, Russell, chapters 4 and 7</a>
 */
final class MultipleShooting implements DampedNewton.Equations {
    private static final double RELATIVE = 1e-11;
    private static final double ABSOLUTE = 1e-13;
    private static final double VARIATIONAL = 1e-7;
    private static final int EVALUATIONS = 4000;

    private final List<Arc> arcs;
    private final List<Junction> junctions;
    private final Junction start;
    private final Junction end;
    private final int n;
    private final int nodes;
    private final BooleanSupplier exhausted;
    private final DormandPrince plain;
    private final DormandPrince variational;
    private String failure = "";
    long integrations;

    /** The equations of an arc, and the values of s of its nodes. */
    record Arc(CanonicalEquations equations, double[] nodes) {}

    /** @param junctions one fewer than arcs */
    MultipleShooting(
            List<Arc> arcs, List<Junction> junctions, Junction start, Junction end, BooleanSupplier exhausted) {
        this.arcs = List.copyOf(arcs);
        this.junctions = List.copyOf(junctions);
        this.start = start;
        this.end = end;
        this.exhausted = exhausted;
        n = arcs.get(0).equations().dimension();
        nodes = arcs.stream().mapToInt(a -> a.nodes().length).sum();
        double[] absolute = new double[n];
        Arrays.fill(absolute, ABSOLUTE);
        plain = new DormandPrince(absolute, RELATIVE, EVALUATIONS);
        double[] both = new double[n + n * n];
        Arrays.fill(both, VARIATIONAL);
        variational = new DormandPrince(both, VARIATIONAL, EVALUATIONS);
    }

    @Override
    public int size() {
        return nodes * n;
    }

    List<Arc> arcs() {
        return arcs;
    }

    int dimension() {
        return n;
    }

    @Override
    public BandMatrix newJacobian() {
        int first = start.count();
        return new BandMatrix(size(), first + n - 1, 2 * n - 1 - first);
    }

    @Override
    public IndirectStatus undefined() {
        return exhausted.getAsBoolean() ? IndirectStatus.LIMIT : IndirectStatus.OVERFLOW;
    }

    /** Why the last integration failed. */
    String failure() {
        return failure;
    }

    double[] node(double[] z, int q) {
        return Arrays.copyOfRange(z, q * n, (q + 1) * n);
    }

    /** Y at the end of a segment; its status tells whether it was reached. */
    Integration integrate(Arc arc, int segment, double[] from) {
        integrations++;
        return plain.integrate(arc.equations(), arc.nodes()[segment], from, arc.nodes()[segment + 1]);
    }

    @Override
    public boolean residual(double[] z, double[] residual) {
        start.residual(node(z, 0), node(z, 0), residual, 0);
        int row = start.count();
        int q = 0;
        for (int a = 0; a < arcs.size(); a++) {
            Arc arc = arcs.get(a);
            for (int s = 0; s + 1 < arc.nodes().length; s++) {
                if (exhausted.getAsBoolean()) {
                    return false;
                }
                Integration reached = integrate(arc, s, node(z, q));
                if (!reached.completed()) {
                    failure = reached.reason();
                    return false;
                }
                for (int i = 0; i < n; i++) {
                    residual[row + i] = reached.state()[i] - z[(q + 1) * n + i];
                }
                row += n;
                q++;
            }
            if (a + 1 < arcs.size()) {
                junctions.get(a).residual(node(z, q), node(z, q + 1), residual, row);
                row += n;
                q++;
            }
        }
        end.residual(node(z, q), node(z, q), residual, row);
        for (double r : residual) {
            if (!Double.isFinite(r)) {
                failure = "A condition of the maximum principle is undefined at the iterate.";
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean jacobian(double[] z, double[] residual, BandMatrix jacobian) {
        if (!residual(z, residual)) {
            return false;
        }
        double[] byLeft = new double[n * n];
        double[] byRight = new double[n * n];
        start.jacobian(node(z, 0), node(z, 0), byLeft, byRight);
        put(jacobian, 0, 0, start.count(), byLeft);
        int row = start.count();
        int q = 0;
        for (int a = 0; a < arcs.size(); a++) {
            Arc arc = arcs.get(a);
            for (int s = 0; s + 1 < arc.nodes().length; s++) {
                if (exhausted.getAsBoolean()) {
                    return false;
                }
                double[] v = sensitivity(arc.equations(), arc.nodes()[s], node(z, q), arc.nodes()[s + 1]);
                if (v.length == 0) {
                    return false;
                }
                for (int r = 0; r < n; r++) {
                    for (int c = 0; c < n; c++) {
                        jacobian.set(row + r, q * n + c, v[c * n + r]);
                    }
                    jacobian.set(row + r, (q + 1) * n + r, -1);
                }
                row += n;
                q++;
            }
            if (a + 1 < arcs.size()) {
                Arrays.fill(byLeft, 0);
                Arrays.fill(byRight, 0);
                junctions.get(a).jacobian(node(z, q), node(z, q + 1), byLeft, byRight);
                put(jacobian, row, q * n, n, byLeft);
                put(jacobian, row, (q + 1) * n, n, byRight);
                row += n;
                q++;
            }
        }
        Arrays.fill(byLeft, 0);
        end.jacobian(node(z, q), node(z, q), byLeft, byRight);
        put(jacobian, row, q * n, end.count(), byLeft);
        return true;
    }

    private void put(BandMatrix matrix, int row, int column, int count, double[] block) {
        for (int r = 0; r < count; r++) {
            for (int c = 0; c < n; c++) {
                if (block[r * n + c] != 0) {
                    matrix.set(row + r, column + c, block[r * n + c]);
                }
            }
        }
    }

    /** ∂Y(s₁)/∂y(s₀), column after column; empty if the integration fails. */
    double[] sensitivity(CanonicalEquations equations, double from, double[] y, double to) {
        integrations++;
        double[] both = new double[n + n * n];
        System.arraycopy(y, 0, both, 0, n);
        for (int c = 0; c < n; c++) {
            both[n + c * n + c] = 1;
        }
        double[] point = new double[n];
        Integration reached = variational.integrate(
                (s, state, derivative) -> {
                    if (exhausted.getAsBoolean()) {
                        Arrays.fill(derivative, Double.NaN);
                        return;
                    }
                    equations.evaluate(s, state, derivative);
                    System.arraycopy(state, 0, point, 0, n);
                    equations.tangents(point, state, n, n, derivative);
                },
                from,
                both,
                to);
        if (!reached.completed()) {
            failure = reached.reason();
            return new double[0];
        }
        return Arrays.copyOfRange(reached.state(), n, n + n * n);
    }
}
