package org.turnpike.transcription;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects rows, linear terms A z and terms B G(z) of blocks, and assembles the nonlinear program. */
public final class ProgramBuilder {
    final int variables;
    final double[] lower;
    final double[] upper;
    final LinearMap linear = new LinearMap();
    final List<Block> blocks = new ArrayList<>();
    final List<LinearMap> outputs = new ArrayList<>();
    double[] rowLower = new double[64];
    double[] rowUpper = new double[64];
    int[] rowGroup = new int[64];
    int rows;

    /** @param variables the number of unknowns, all free until bounded */
    public ProgramBuilder(int variables) {
        this.variables = variables;
        lower = new double[variables];
        upper = new double[variables];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
    }

    /** Bounds of an unknown. */
    public void bound(int variable, double low, double high) {
        lower[variable] = low;
        upper[variable] = high;
    }

    /** A new row with bounds; rows of one group are the same equation at different places and share a scaling factor. */
    public int addRow(double low, double high, int group) {
        if (rows == rowLower.length) {
            rowLower = Arrays.copyOf(rowLower, 2 * rows);
            rowUpper = Arrays.copyOf(rowUpper, 2 * rows);
            rowGroup = Arrays.copyOf(rowGroup, 2 * rows);
        }
        rowLower[rows] = low;
        rowUpper[rows] = high;
        rowGroup[rows] = group;
        return rows++;
    }

    /** Registers a block and returns its number. */
    public int addBlock(Block block) {
        blocks.add(block);
        outputs.add(new LinearMap());
        return blocks.size() - 1;
    }

    /** row += coefficient · z[variable]. */
    public void addLinear(int row, int variable, double coefficient) {
        linear.add(row, variable, coefficient);
    }

    /** row += coefficient · output r of instance e; {@link LinearMap#OBJECTIVE} for the objective. */
    public void addOutput(int row, int block, int e, int r, double coefficient) {
        outputs.get(block).add(row, e * blocks.get(block).outputs() + r, coefficient);
    }

    /** The program; the builder is used up. */
    public AssembledProgram build(Naming naming) {
        return new AssembledProgram(this, naming);
    }

    /** Names of unknowns and rows for people. */
    public interface Naming {
        String variable(int i);

        String constraint(int row);
    }
}
