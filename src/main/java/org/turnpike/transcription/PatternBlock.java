package org.turnpike.transcription;

import org.turnpike.expression.compile.Pattern;

/** A compiled pattern over an index set. */
public final class PatternBlock implements Block {
    private static final double[] NONE = new double[0];
    private final Pattern pattern;
    private final int[] index;
    private final double[] data;
    private final int instances;

    /**
     * @param index instances × unknowns
     * @param data instances × data
     */
    public PatternBlock(Pattern pattern, int instances, int[] index, double[] data) {
        this.pattern = pattern;
        this.instances = instances;
        this.index = index;
        this.data = data;
    }

    @Override
    public int instances() {
        return instances;
    }

    @Override
    public int unknowns() {
        return pattern.unknowns();
    }

    @Override
    public int outputs() {
        return pattern.outputs();
    }

    @Override
    public int index(int e, int i) {
        return index[e * pattern.unknowns() + i];
    }

    @Override
    public int jacobianNonzeros() {
        return pattern.jacobianNonzeros();
    }

    @Override
    public int jacobianRow(int q) {
        return pattern.jacobianRow(q);
    }

    @Override
    public int jacobianColumn(int q) {
        return pattern.jacobianColumn(q);
    }

    @Override
    public int hessianNonzeros() {
        return pattern.hessianNonzeros();
    }

    @Override
    public int hessianRow(int q) {
        return pattern.hessianRow(q);
    }

    @Override
    public int hessianColumn(int q) {
        return pattern.hessianColumn(q);
    }

    @Override
    public void values(double[] z, double[] out) {
        pattern.values().evaluate(z, index, data, NONE, out, 0, instances);
    }

    @Override
    public void jacobian(double[] z, double[] out) {
        pattern.jacobian().evaluate(z, index, data, NONE, out, 0, instances);
    }

    @Override
    public void hessian(double[] z, double[] multipliers, double[] out) {
        pattern.hessian().evaluate(z, index, data, multipliers, out, 0, instances);
    }
}
