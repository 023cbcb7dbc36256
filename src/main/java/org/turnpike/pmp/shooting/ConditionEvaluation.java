package org.turnpike.pmp.shooting;

/** Evaluates the conditions of a {@link MultipointProblem}, controls eliminated by the arcs' laws: u = u(t, y). */
final class ConditionEvaluation {
    private final MultipointProblem problem;
    private final int n;

    ConditionEvaluation(MultipointProblem problem) {
        this.problem = problem;
        n = problem.dimension();
    }

    /** (y, t, u) of an arc. */
    private double[] input(ArcField field, double t, double[] y) {
        int m = field.controls();
        double[] u = new double[m];
        field.control(t, y, u);
        double[] input = new double[n + 1 + m];
        System.arraycopy(y, 0, input, 0, n);
        input[n] = t;
        System.arraycopy(u, 0, input, n + 1, m);
        return input;
    }

    int junction(int a, double t, double[] before, double[] after, double[] residual, int row) {
        Junction junction = problem.junctions().get(a);
        int at = row;
        if (junction.before() != null) {
            at = write(junction.before(), input(problem.arcs().get(a), t, before), residual, at);
        }
        if (junction.after() != null) {
            at = write(junction.after(), input(problem.arcs().get(a + 1), t, after), residual, at);
        }
        return at;
    }

    private static int write(SmoothFunction function, double[] input, double[] residual, int row) {
        double[] values = new double[function.outputs()];
        function.evaluate(input, values);
        System.arraycopy(values, 0, residual, row, values.length);
        return row + values.length;
    }

    /** Conditions with respect to y before, y after (count × n each) and t. */
    void junctionJacobian(
            int a, double t, double[] before, double[] after, double[] toBefore, double[] toAfter, double[] toTime) {
        Junction junction = problem.junctions().get(a);
        int row = 0;
        if (junction.before() != null) {
            total(junction.before(), problem.arcs().get(a), t, before, toBefore, toTime, row);
            row += junction.before().outputs();
        }
        if (junction.after() != null) {
            total(junction.after(), problem.arcs().get(a + 1), t, after, toAfter, toTime, row);
        }
    }

    private void total(
            SmoothFunction function, ArcField field, double t, double[] y, double[] toY, double[] toTime, int row) {
        int width = function.inputs();
        double[] partial = new double[function.outputs() * width];
        function.jacobian(input(field, t, y), partial);
        double[] law = law(field, t, y);
        for (int c = 0; c < function.outputs(); c++) {
            for (int i = 0; i <= n; i++) {
                double sum = chain(partial, c * width, i, law, field.controls());
                if (i < n) {
                    toY[(row + c) * n + i] = sum;
                } else {
                    toTime[row + c] = sum;
                }
            }
        }
    }

    private double[] law(ArcField field, double t, double[] y) {
        double[] law = new double[field.controls() * (n + 1)];
        field.controlJacobian(t, y, law);
        return law;
    }

    /** ∂g/∂v_i + Σ ∂g/∂u_j ∂u_j/∂v_i, where g's row begins at {@code base} with (y, t), and u follows. */
    private double chain(double[] partial, int base, int i, double[] law, int m) {
        double sum = partial[base + i];
        for (int j = 0; j < m; j++) {
            double weight = partial[base + n + 1 + j];
            if (weight != 0) {
                sum += weight * law[j * (n + 1) + i];
            }
        }
        return sum;
    }

    /** y ← y + ν d(y, t). */
    void jump(int a, double t, double[] y, double height) {
        SmoothFunction jump = problem.junctions().get(a).jump();
        if (jump == null) {
            return;
        }
        double[] direction = new double[n];
        double[] input = java.util.Arrays.copyOf(y, n + 1);
        input[n] = t;
        jump.evaluate(input, direction);
        for (int i = 0; i < n; i++) {
            y[i] += height * direction[i];
        }
    }

    /** d(y, t) and its derivative, n × (n + 1). */
    void direction(int a, double t, double[] y, double[] direction, double[] derivative) {
        SmoothFunction jump = problem.junctions().get(a).jump();
        if (jump != null) {
            double[] input = java.util.Arrays.copyOf(y, n + 1);
            input[n] = t;
            jump.evaluate(input, direction);
            jump.jacobian(input, derivative);
        }
    }

    private double[] endsInput(double[] first, double start, double[] last, double end, double[] eta) {
        double[] a = input(problem.arcs().get(0), start, first);
        double[] b = input(problem.arcs().get(problem.arcs().size() - 1), end, last);
        double[] input = new double[a.length + b.length + eta.length];
        System.arraycopy(a, 0, input, 0, a.length);
        System.arraycopy(b, 0, input, a.length, b.length);
        System.arraycopy(eta, 0, input, a.length + b.length, eta.length);
        return input;
    }

    int ends(double[] first, double start, double[] last, double end, double[] eta, double[] residual, int row) {
        return write(problem.ends(), endsInput(first, start, last, end, eta), residual, row);
    }

    /** With respect to (y₀, t₀, y_f, t_f, η), row by row. */
    void endsJacobian(double[] first, double start, double[] last, double end, double[] eta, double[] derivative) {
        SmoothFunction function = problem.ends();
        ArcField before = problem.arcs().get(0);
        ArcField after = problem.arcs().get(problem.arcs().size() - 1);
        int width = function.inputs();
        double[] partial = new double[function.outputs() * width];
        function.jacobian(endsInput(first, start, last, end, eta), partial);
        double[] firstLaw = law(before, start, first);
        double[] lastLaw = law(after, end, last);
        int second = n + 1 + before.controls();
        int third = second + n + 1 + after.controls();
        int columns = 2 * (n + 1) + eta.length;
        for (int c = 0; c < function.outputs(); c++) {
            for (int i = 0; i <= n; i++) {
                derivative[c * columns + i] = chain(partial, c * width, i, firstLaw, before.controls());
                derivative[c * columns + n + 1 + i] = chain(partial, c * width + second, i, lastLaw, after.controls());
            }
            System.arraycopy(partial, c * width + third, derivative, c * columns + 2 * (n + 1), eta.length);
        }
    }
}
