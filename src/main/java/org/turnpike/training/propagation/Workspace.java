package org.turnpike.training.propagation;

/**
 * The arrays that one thread needs while it works on a block.
 *
 * @param rates by stage: F
 * @param image a state before it is mapped
 * @param costates two of a node's, used in turn
 * @param stageCostates by stage: X̄
 * @param rateCostates F̄
 * @param layer scratch of a layer
 * @param nodeTangents by node: δx
 * @param stageTangents by layer and stage, empty where it is the node's
 * @param tangents by layer and stage
 * @param output scratch of the outputs
 * @param discarded takes sums over samples that nobody wants
 */
record Workspace(
        double[][][] rates,
        double[][] image,
        double[][][] costates,
        double[][][] stageCostates,
        double[][] rateCostates,
        LayerPropagation.Scratch layer,
        double[][][] nodeTangents,
        double[][][][] stageTangents,
        LayerPropagation.Tangent[][] tangents,
        OutputPropagation.Scratch output,
        double[] discarded) {

    double[][] stageTangent(int k, int l) {
        return stageTangents[k][l].length == 0 ? nodeTangents[k] : stageTangents[k][l];
    }
}
