package org.turnpike.transcription;

import java.util.Arrays;
import org.ejml.data.DMatrixSparseCSC;
import org.turnpike.linalg.SparsityBuilder;
import org.turnpike.nlp.NonlinearProgram;

/**
 * The program f(z) = bᵀG(z), c(z) = A z + B G(z) of a {@link ProgramBuilder}.
 *
 * <p>Values and first derivatives of the blocks are kept for the last z, so that a solver that asks for f, ∇f, c and ∂c at one
 * point evaluates each pattern once.
 */
public final class AssembledProgram implements NonlinearProgram {
    private final int variables;
    private final int rows;
    private final double[] lower;
    private final double[] upper;
    private final double[] rowLower;
    private final double[] rowUpper;
    private final int[] rowGroup;
    private final LinearMap linear;
    private final ProgramBuilder.Naming naming;
    private final Part[] parts;
    private final DMatrixSparseCSC jacobianStructure;
    private final double[] jacobianConstant;
    private final DMatrixSparseCSC hessianStructure;

    private final double[] valuesAt;
    private final double[] derivativesAt;
    private boolean valuesKnown;
    private boolean derivativesKnown;

    /** A block with its work space and the scatter of its derivatives. */
    private static final class Part {
        final Block block;
        final LinearMap outputs;
        final double[] values;
        final double[] jacobian;
        final double[] hessian;
        final double[] multipliers;
        // Jacobian: nz[jacobianPosition[s]] += jacobianCoefficient[s] * jacobian[jacobianSource[s]]
        int[] jacobianSource = new int[0];
        int[] jacobianPosition = new int[0];
        double[] jacobianCoefficient = new double[0];
        // gradient: g[gradientVariable[s]] += gradientCoefficient[s] * jacobian[gradientSource[s]]
        int[] gradientSource = new int[0];
        int[] gradientVariable = new int[0];
        double[] gradientCoefficient = new double[0];
        int[] hessianPosition = new int[0];

        Part(Block block, LinearMap outputs) {
            this.block = block;
            this.outputs = outputs;
            values = new double[block.instances() * block.outputs()];
            jacobian = new double[block.instances() * block.jacobianNonzeros()];
            hessian = new double[block.instances() * block.hessianNonzeros()];
            multipliers = new double[block.instances() * block.outputs()];
        }
    }

    AssembledProgram(ProgramBuilder builder, ProgramBuilder.Naming naming) {
        this.naming = naming;
        variables = builder.variables;
        rows = builder.rows;
        lower = builder.lower;
        upper = builder.upper;
        rowLower = Arrays.copyOf(builder.rowLower, rows);
        rowUpper = Arrays.copyOf(builder.rowUpper, rows);
        rowGroup = Arrays.copyOf(builder.rowGroup, rows);
        linear = builder.linear;
        parts = new Part[builder.blocks.size()];
        for (int b = 0; b < parts.length; b++) {
            parts[b] = new Part(builder.blocks.get(b), builder.outputs.get(b));
        }
        SparsityBuilder.Structure jacobian = jacobianStructure();
        jacobianStructure = jacobian.matrix();
        jacobianConstant = new double[jacobianStructure.nz_length];
        for (int s = 0; s < linear.count; s++) {
            jacobianConstant[jacobian.position()[s]] += linear.coefficient[s];
        }
        hessianStructure = buildHessianStructure();
        valuesAt = new double[variables];
        derivativesAt = new double[variables];
    }

    private SparsityBuilder.Structure jacobianStructure() {
        int entries = linear.count;
        for (Part part : parts) {
            entries += countDerivatives(part);
        }
        SparsityBuilder structure = new SparsityBuilder(rows, variables, entries);
        for (int s = 0; s < linear.count; s++) {
            structure.add(linear.row[s], linear.source[s]);
        }
        int first = linear.count;
        for (Part part : parts) {
            first = scatter(part, structure, first);
        }
        SparsityBuilder.Structure result = structure.build();
        for (Part part : parts) {
            for (int s = 0; s < part.jacobianPosition.length; s++) {
                part.jacobianPosition[s] = result.position()[part.jacobianPosition[s]];
            }
        }
        return result;
    }

    /** By output: the first of its local Jacobian nonzeros; nonzeros are numbered by output. */
    private static int[] rowStarts(Block block) {
        int[] start = new int[block.outputs() + 1];
        for (int q = 0; q < block.jacobianNonzeros(); q++) {
            start[block.jacobianRow(q) + 1]++;
        }
        for (int r = 0; r < block.outputs(); r++) {
            start[r + 1] += start[r];
        }
        return start;
    }

    private static int countDerivatives(Part part) {
        int[] start = rowStarts(part.block);
        int m = part.block.outputs();
        int jacobian = 0;
        int gradient = 0;
        for (int s = 0; s < part.outputs.count; s++) {
            int r = part.outputs.source[s] % m;
            int length = start[r + 1] - start[r];
            if (part.outputs.row[s] == LinearMap.OBJECTIVE) {
                gradient += length;
            } else {
                jacobian += length;
            }
        }
        part.jacobianSource = new int[jacobian];
        part.jacobianPosition = new int[jacobian];
        part.jacobianCoefficient = new double[jacobian];
        part.gradientSource = new int[gradient];
        part.gradientVariable = new int[gradient];
        part.gradientCoefficient = new double[gradient];
        return jacobian;
    }

    /** Registers the entries of a part; its positions hold entry numbers until the structure is built. */
    private static int scatter(Part part, SparsityBuilder structure, int first) {
        Block block = part.block;
        int[] start = rowStarts(block);
        int m = block.outputs();
        int nonzeros = block.jacobianNonzeros();
        int entry = first;
        int j = 0;
        int g = 0;
        for (int s = 0; s < part.outputs.count; s++) {
            int e = part.outputs.source[s] / m;
            int r = part.outputs.source[s] % m;
            int row = part.outputs.row[s];
            double coefficient = part.outputs.coefficient[s];
            for (int q = start[r]; q < start[r + 1]; q++) {
                int variable = block.index(e, block.jacobianColumn(q));
                if (row == LinearMap.OBJECTIVE) {
                    part.gradientSource[g] = e * nonzeros + q;
                    part.gradientVariable[g] = variable;
                    part.gradientCoefficient[g++] = coefficient;
                } else {
                    structure.add(row, variable);
                    part.jacobianSource[j] = e * nonzeros + q;
                    part.jacobianPosition[j] = entry++;
                    part.jacobianCoefficient[j++] = coefficient;
                }
            }
        }
        return entry;
    }

    private DMatrixSparseCSC buildHessianStructure() {
        int entries = 0;
        for (Part part : parts) {
            entries += part.hessian.length;
        }
        SparsityBuilder structure = new SparsityBuilder(variables, variables, entries);
        for (Part part : parts) {
            Block block = part.block;
            part.hessianPosition = new int[part.hessian.length];
            int nonzeros = block.hessianNonzeros();
            for (int e = 0; e < block.instances(); e++) {
                for (int q = 0; q < nonzeros; q++) {
                    int a = block.index(e, block.hessianRow(q));
                    int b = block.index(e, block.hessianColumn(q));
                    part.hessianPosition[e * nonzeros + q] = structure.add(Math.max(a, b), Math.min(a, b));
                }
            }
        }
        SparsityBuilder.Structure result = structure.build();
        for (Part part : parts) {
            for (int s = 0; s < part.hessianPosition.length; s++) {
                part.hessianPosition[s] = result.position()[part.hessianPosition[s]];
            }
        }
        return result.matrix();
    }

    @Override
    public int variables() {
        return variables;
    }

    @Override
    public int constraints() {
        return rows;
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
        return rowLower.clone();
    }

    @Override
    public double[] constraintUpper() {
        return rowUpper.clone();
    }

    /** By row: the group of equations it belongs to. */
    public int[] rowGroups() {
        return rowGroup.clone();
    }

    /** The last values of a block: outputs by instance. */
    public double[] values(int block, double[] z) {
        updateValues(z);
        return parts[block].values;
    }

    /** The last derivatives of a block: local nonzeros by instance. */
    public double[] derivatives(int block, double[] z) {
        updateDerivatives(z);
        return parts[block].jacobian;
    }

    /** The block of a number. */
    public Block block(int block) {
        return parts[block].block;
    }

    private void updateValues(double[] z) {
        if (valuesKnown && Arrays.equals(z, valuesAt)) {
            return;
        }
        for (Part part : parts) {
            part.block.values(z, part.values);
        }
        System.arraycopy(z, 0, valuesAt, 0, variables);
        valuesKnown = true;
    }

    private void updateDerivatives(double[] z) {
        if (derivativesKnown && Arrays.equals(z, derivativesAt)) {
            return;
        }
        for (Part part : parts) {
            part.block.jacobian(z, part.jacobian);
        }
        System.arraycopy(z, 0, derivativesAt, 0, variables);
        derivativesKnown = true;
    }

    @Override
    public double objective(double[] z) {
        updateValues(z);
        double sum = 0;
        for (Part part : parts) {
            LinearMap map = part.outputs;
            for (int s = 0; s < map.count; s++) {
                if (map.row[s] == LinearMap.OBJECTIVE) {
                    sum += map.coefficient[s] * part.values[map.source[s]];
                }
            }
        }
        return sum;
    }

    @Override
    public void gradient(double[] z, double[] gradient) {
        updateDerivatives(z);
        Arrays.fill(gradient, 0);
        for (Part part : parts) {
            for (int s = 0; s < part.gradientSource.length; s++) {
                gradient[part.gradientVariable[s]] +=
                        part.gradientCoefficient[s] * part.jacobian[part.gradientSource[s]];
            }
        }
    }

    @Override
    public void constraints(double[] z, double[] values) {
        updateValues(z);
        Arrays.fill(values, 0);
        for (int s = 0; s < linear.count; s++) {
            values[linear.row[s]] += linear.coefficient[s] * z[linear.source[s]];
        }
        for (Part part : parts) {
            LinearMap map = part.outputs;
            for (int s = 0; s < map.count; s++) {
                if (map.row[s] != LinearMap.OBJECTIVE) {
                    values[map.row[s]] += map.coefficient[s] * part.values[map.source[s]];
                }
            }
        }
    }

    @Override
    public DMatrixSparseCSC newJacobian() {
        return jacobianStructure.copy();
    }

    @Override
    public void jacobian(double[] z, DMatrixSparseCSC jacobian) {
        updateDerivatives(z);
        double[] nz = jacobian.nz_values;
        System.arraycopy(jacobianConstant, 0, nz, 0, jacobianConstant.length);
        for (Part part : parts) {
            scatterAdd(part.jacobianCoefficient, part.jacobian, part.jacobianSource, part.jacobianPosition, nz);
        }
    }

    private static void scatterAdd(double[] coefficient, double[] value, int[] source, int[] position, double[] nz) {
        for (int s = 0; s < source.length; s++) {
            nz[position[s]] += coefficient[s] * value[source[s]];
        }
    }

    @Override
    public DMatrixSparseCSC newHessian() {
        return hessianStructure.copy();
    }

    @Override
    public void hessian(double[] z, double objectiveFactor, double[] multipliers, DMatrixSparseCSC hessian) {
        double[] nz = hessian.nz_values;
        Arrays.fill(nz, 0, hessian.nz_length, 0);
        for (Part part : parts) {
            if (part.hessian.length == 0) {
                continue;
            }
            gatherMultipliers(part, objectiveFactor, multipliers);
            part.block.hessian(z, part.multipliers, part.hessian);
            double[] value = part.hessian;
            int[] position = part.hessianPosition;
            for (int s = 0; s < position.length; s++) {
                nz[position[s]] += value[s];
            }
        }
    }

    /** μ = Bᵀλ + σ b. */
    private static void gatherMultipliers(Part part, double objectiveFactor, double[] multipliers) {
        LinearMap map = part.outputs;
        double[] mu = part.multipliers;
        Arrays.fill(mu, 0);
        for (int s = 0; s < map.count; s++) {
            double lambda = map.row[s] == LinearMap.OBJECTIVE ? objectiveFactor : multipliers[map.row[s]];
            mu[map.source[s]] += map.coefficient[s] * lambda;
        }
    }

    @Override
    public String variableName(int i) {
        return naming.variable(i);
    }

    @Override
    public String constraintName(int i) {
        return naming.constraint(i);
    }
}
