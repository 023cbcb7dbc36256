package org.turnpike.training.propagation;

/**
 * What products need of one block: states, and the layers' and outputs' arrays at each place.
 *
 * @param nodes by node: width × n; those of node 0 are the block's inputs and not here
 * @param stages by layer and stage: the state there, empty where it is the node's
 * @param sites by layer and stage
 * @param running by layer and stage, without arrays where the error does not count
 * @param terminal at the end
 */
record Trajectory(
        double[][][] nodes,
        double[][][][] stages,
        LayerPropagation.Site[][] sites,
        OutputPropagation.Site[][] running,
        OutputPropagation.Site terminal) {

    double[][] node(SampleBlock block, int k) {
        return k == 0 ? block.inputs() : nodes[k];
    }

    double[][] stage(SampleBlock block, int k, int l) {
        return stages[k][l].length == 0 ? node(block, k) : stages[k][l];
    }
}
