package org.turnpike.transcription;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects rows, linear terms A z and terms B G(z) of blocks, and assembles the nonlinear program. */
final class ProgramBuilder {
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

    ProgramBuilder(int variables) {
        this.variables = variables;
        lower = new double[variables];
        upper = new double[variables];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
    }

    /** A new row with bounds; rows of one group are the same equation at different places and share a scaling factor. */
    int addRow(double low, double high, int group) {
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
    int addBlock(Block block) {
        blocks.add(block);
        outputs.add(new LinearMap());
        return blocks.size() - 1;
    }

    /** row += coefficient · z[variable]. */
    void addLinear(int row, int variable, double coefficient) {
        linear.add(row, variable, coefficient);
    }

    /** row += coefficient · output r of instance e; {@link LinearMap#OBJECTIVE} for the objective. */
    void addOutput(int row, int block, int e, int r, double coefficient) {
        outputs.get(block).add(row, e * blocks.get(block).outputs() + r, coefficient);
    }

    AssembledProgram build(Naming naming) {
        return new AssembledProgram(this, naming);
    }

    /** Names of unknowns and rows for people. */
    interface Naming {
        String variable(int i);

        String constraint(int row);
    }
}
